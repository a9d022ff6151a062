/**
 * A browser with several tabs, and its service, on a clock of their own. Chance comes from a seed, so that
 * what failed once fails again.
 *
 * @import { Message, TabEffect, TabInput } from "../public/assets/feed/tabs/state.js"
 * @import { Stream } from "./simulated-service.js"
 */

import { dueAt, step } from "../public/assets/feed/tabs/election.js";
import { begin } from "../public/assets/feed/tabs/state.js";
import { Service } from "./simulated-service.js";

/** @typedef {{ at: number, tab: Tab, run: () => void }} Job */

export class Tab {
  /**
   * @param {string} name
   * @param {number} head of the log when its snapshot was read
   * @param {number} now
   */
  constructor(name, head, now) {
    this.name = name;
    this.start = head;
    this.feed = begin(`k3f9-c${head}`, now, true);
    this.frozen = false;
    /** @type {Stream | null} */
    this.stream = null;
    /** @type {number[]} the versions it was told, in order */
    this.told = [];
  }
}

export class Browser {
  /** @param {number} seed */
  constructor(seed) {
    this.seed = seed;
    this.now = 1_000_000;
    this.faults = true;
    this.service = new Service(this);
    /** @type {Tab[]} */
    this.tabs = [];
    /** @type {Tab[]} the lock's holder, then its queue */
    this.queue = [];
    /** @type {Job[]} */
    this.jobs = [];
  }

  chance() {
    this.seed = (this.seed * 1_103_515_245 + 12_345) % 2 ** 31;
    return this.seed / 2 ** 31;
  }

  /** @param {number} likelihood */
  fault(likelihood) {
    return this.faults && this.chance() < likelihood;
  }

  openTab() {
    const tab = new Tab(`tab ${this.tabs.length + 1}`, this.service.log.length, this.now);
    this.tabs.push(tab);
    this.act(tab, { do: "queue" });
    this.act(tab, { do: "hello" });
  }

  /** @param {number} ms */
  run(ms) {
    const end = this.now + ms;
    while (this.now < end) {
      this.now += 100;
      for (const tab of this.tabs) {
        if (!tab.frozen && dueAt(tab.feed) <= this.now) this.happen(tab, { kind: "tick" });
      }
      const due = this.jobs.filter((job) => job.at <= this.now && !job.tab.frozen);
      this.jobs = this.jobs.filter((job) => !due.includes(job));
      for (const job of due) job.run();
    }
  }

  /**
   * @param {Tab} tab
   * @param {TabInput} input
   */
  happen(tab, input) {
    const { feed, effects } = step(tab.feed, input, this.now, this.chance());
    tab.feed = feed;
    for (const effect of effects) this.act(tab, effect);
  }

  /**
   * Later, and for a tab that sleeps, when it wakes.
   *
   * @param {Tab} tab
   * @param {() => void} run
   */
  soon(tab, run) {
    this.jobs.push({ at: this.now + 100 + this.chance() * 400, tab, run });
  }

  /**
   * @param {Tab} tab
   * @param {TabEffect} effect
   */
  act(tab, effect) {
    switch (effect.do) {
      case "open":
        return this.service.openStream(tab, Number(effect.after.split("-c")[1]));
      case "close":
        tab.stream = null;
        return;
      case "explain":
        return this.soon(tab, () =>
          this.happen(tab, { kind: "explained", status: this.service.status(), wait: 2000 }),
        );
      case "catchUp":
        return this.soon(tab, () => this.service.answer(tab, Number(effect.after.split("-c")[1])));
      case "say":
        return this.broadcast(tab, effect.message);
      case "hello":
        return this.broadcast(tab, { kind: "hello" });
      case "tell":
        if (effect.news.type === "event") tab.told.push(effect.news.event.version);
        return;
      case "queue":
        this.queue.push(tab);
        if (this.queue[0] === tab) this.grant(tab, { kind: "lead" });
        return;
      case "steal":
        return this.steal(tab);
    }
  }

  /** @param {Tab} tab */
  steal(tab) {
    const [holder, ...waiting] = this.queue;
    this.queue = [tab, ...waiting.filter((other) => other !== tab)];
    if (holder && holder !== tab) this.grant(holder, { kind: "deposed" });
    this.grant(tab, { kind: "lead" });
  }

  /**
   * News of the lock reach a tab in the order in which they happened.
   *
   * @param {Tab} tab
   * @param {TabInput} input
   */
  grant(tab, input) {
    this.jobs.push({ at: this.now + 200, tab, run: () => this.happen(tab, input) });
  }

  /** @param {Tab} tab */
  closeTab(tab) {
    const wasHolder = this.queue[0] === tab;
    this.tabs = this.tabs.filter((other) => other !== tab);
    this.queue = this.queue.filter((other) => other !== tab);
    this.jobs = this.jobs.filter((job) => job.tab !== tab);
    const [heir] = this.queue;
    if (wasHolder && heir) this.grant(heir, { kind: "lead" });
  }

  /**
   * @param {Tab} from
   * @param {Message} message
   */
  broadcast(from, message) {
    for (const tab of this.tabs) {
      if (tab !== from) this.soon(tab, () => this.happen(tab, { kind: "message", message }));
    }
  }
}
