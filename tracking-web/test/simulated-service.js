/**
 * A service with a log and streams, which fails at random.
 *
 * @import { OrderEvent } from "../wire.js"
 * @import { Browser, Tab } from "./simulated-browser.js"
 */

import { PING_PERIOD } from "../public/assets/feed/state.js";
import { aChange } from "./samples.js";

/** @typedef {{ sent: number, open: boolean }} Stream */

export class Service {
  /** @param {Browser} browser whose clock and chance it shares */
  constructor(browser) {
    this.browser = browser;
    /** @type {OrderEvent[]} */
    this.log = [];
    /** The session is over. */
    this.closed = false;
  }

  /** One change; EventSource does not know the type of some. */
  commit() {
    const number = this.log.length + 1;
    const type = this.browser.chance() < 0.1 ? "order.unheard_of" : "order.confirmed";
    this.log.push({ ...aChange(number, { type }), cursor: `k3f9-c${number}` });
    for (const tab of this.browser.tabs) this.pump(tab);
  }

  /**
   * @param {Tab} tab
   * @param {number} after
   */
  answer(tab, after) {
    if (this.browser.fault(0.3)) this.browser.happen(tab, { kind: "noHistory", status: 0, wait: 0 });
    else this.browser.happen(tab, { kind: "history", events: this.log.slice(after) });
  }

  /**
   * @param {Tab} tab
   * @param {number} after
   */
  openStream(tab, after) {
    const stream = { sent: after, open: false };
    tab.stream = stream;
    this.browser.soon(tab, () => {
      if (tab.stream !== stream) return;
      if (this.closed || this.browser.fault(0.3)) {
        return this.browser.happen(tab, { kind: "failed", fatal: true });
      }
      stream.open = true;
      this.browser.happen(tab, { kind: "opened" });
      this.pump(tab);
      this.frame(tab, stream, "ready", null);
      this.ping(tab, stream);
    });
  }

  /** @param {Tab} tab */
  pump(tab) {
    const { stream } = tab;
    if (!stream?.open || tab.frozen) return;
    for (const event of this.log.slice(stream.sent)) {
      stream.sent += 1;
      if (event.type !== "order.unheard_of") this.frame(tab, stream, event.type, event);
    }
  }

  /**
   * @param {Tab} tab
   * @param {Stream} stream
   */
  ping(tab, stream) {
    this.browser.jobs.push({
      at: this.browser.now + PING_PERIOD,
      tab,
      run: () => {
        if (tab.stream !== stream) return;
        this.pump(tab);
        this.frame(tab, stream, "ping", null);
        this.ping(tab, stream);
      },
    });
  }

  /**
   * @param {Tab} tab
   * @param {Stream} stream
   * @param {string} name
   * @param {OrderEvent | null} event
   */
  frame(tab, stream, name, event) {
    if (tab.stream !== stream) return;
    const cursor = event?.cursor ?? `k3f9-c${stream.sent}`;
    this.browser.happen(tab, { kind: "frame", name, cursor, event });
  }

  /**
   * The session is over: its streams are told why, and no other is opened.
   *
   * @param {string} reason
   */
  end(reason) {
    this.closed = true;
    for (const tab of this.browser.tabs) {
      if (!tab.stream?.open) continue;
      this.browser.happen(tab, { kind: "frame", name: "end", cursor: "", event: null, reason });
    }
  }

  /** Why a stream was refused. */
  status() {
    if (this.closed) return 401;
    return this.browser.fault(0.5) ? 503 : 200;
  }

  /** A line breaks: EventSource gives up at once, and the machine learns of it. */
  cut() {
    for (const tab of this.browser.tabs) {
      if (tab.stream?.open && !tab.frozen) {
        tab.stream.open = false;
        this.browser.happen(tab, { kind: "failed", fatal: true });
      }
    }
  }
}
