/**
 * A live page: it loads a snapshot, follows the stream from the snapshot's cursor, and draws.
 *
 * @import { Order, OrderEvent } from "../../../wire.js"
 * @import { Action, State } from "../model/state.js"
 */

import { followTogether } from "../feed/tabs/shared-feed.js";
import { orderPath, Refusal, readEarlier, readNewest, readOrder } from "../lib/api.js";
import { pause } from "../lib/backoff.js";
import { byId } from "../lib/dom.js";
import { missingOrders, reduce } from "../model/reducer.js";
import { begin, FINAL, hasEarlier } from "../model/state.js";
import { drawIcons } from "../view/icons.js";

/** The words for times ("Today", "as of") are brought up to date so often, ms. */
const TICK_PERIOD = 15_000;
/** Changes within so many ms are drawn together. A frame callback would not run in a hidden tab, whose title changes too. */
const DRAW_DELAY = 16;

/**
 * @typedef {object} Snapshot
 * @property {string} path of the stream
 * @property {string} name who is signed in and what is followed
 * @property {string} cursor
 * @property {string} [only] the one order it is about, if it was not known before
 * @property {Order[]} orders
 * @property {OrderEvent[]} [history]
 */

/**
 * @param {object} page
 * @param {string | null} page.only the one order it is about
 * @param {() => Promise<Snapshot>} page.load
 * @param {(state: State) => void} page.draw
 * @param {(reason: string) => void} page.ended the stream has ended for good
 * @param {(status: number) => Promise<boolean>} page.refused whether the browser leaves the page because of it
 */
export function startLivePage({ only, load, draw, ended, refused }) {
  let state = begin(only, Date.now());
  let loading = false;
  let again = false;
  /** @type {{ stop: () => void } | undefined} */
  let following;
  let stopped = false;
  let failures = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let drawing;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let retrying;
  /** @type {Set<string>} orders that are being fetched */
  const fetching = new Set();

  /** @param {Action} action */
  function dispatch(action) {
    if (stopped) return;
    state = reduce(state, action);
    drawSoon();
    if (action.type === "reset") reload();
    if (action.type === "connection" && action.connection.kind === "ended") {
      ended(action.connection.reason ?? "");
    }
    missingOrders(state).forEach(fetchOrder);
  }

  /**
   * The browser lays the paper out when its listeners return.
   *
   * @param {boolean} onPaper
   */
  function print(onPaper) {
    dispatch({ type: "printing", onPaper });
    draw(state);
  }

  function drawSoon() {
    if (drawing) return;
    drawing = setTimeout(() => {
      drawing = undefined;
      draw(state);
    }, DRAW_DELAY);
  }

  async function reload() {
    if (loading) {
      again = true;
      return;
    }
    loading = true;
    again = false;
    clearTimeout(retrying);
    try {
      const { path, name, cursor, ...snapshot } = await load();
      failures = 0;
      dispatch({ type: "snapshot", ...snapshot });
      following ??= followTogether({ path, name, cursor }, dispatch);
    } catch (error) {
      await failed(Refusal.of(error));
    } finally {
      loading = false;
      // A reset came meanwhile, so the snapshot may be older than the reset.
      if (again) reload();
    }
  }

  /** @param {Refusal} refusal */
  async function failed({ status, title, detail, wait }) {
    if (await refused(status)) return;
    dispatch({ type: "failed", trouble: { status, title, detail } });
    if (FINAL.includes(status)) return;
    failures += 1;
    retrying = setTimeout(reload, pause(failures, wait, Math.random()));
  }

  /** @param {string} id */
  async function fetchOrder(id) {
    if (fetching.has(id)) return;
    fetching.add(id);
    try {
      const order = await readOrder(id);
      const history = state.only
        ? await readNewest(`${orderPath(id)}/events`, state.history, order.version)
        : [];
      dispatch({ type: "order", order, history });
      fetching.delete(id);
    } catch (error) {
      const { status, wait } = Refusal.of(error);
      // It is read again after a pause, if it is still missing then.
      if (FINAL.includes(status)) dispatch({ type: "gone", orderId: id });
      setTimeout(
        () => {
          fetching.delete(id);
          missingOrders(state).forEach(fetchOrder);
        },
        pause(1, wait, Math.random()),
      );
    }
  }

  /** Reads the part of the history before the one that is shown. */
  async function showEarlier() {
    const [oldest] = state.history;
    if (!oldest || !hasEarlier(state) || state.earlier === "loading") return;
    dispatch({ type: "earlier", events: "loading" });
    try {
      dispatch({ type: "earlier", events: await readEarlier(`${orderPath(oldest.orderId)}/events`, oldest) });
    } catch (error) {
      // What the log no longer keeps cannot be shown.
      dispatch({ type: "earlier", events: Refusal.of(error).status === 410 ? [] : "failed" });
    }
  }

  const tick = () => dispatch({ type: "tick", now: Date.now() });
  setInterval(tick, TICK_PERIOD);
  // Timers are slow in a hidden page, and stand still in the back/forward cache.
  document.addEventListener("visibilitychange", tick);
  addEventListener("pageshow", tick);
  addEventListener("beforeprint", () => print(true));
  addEventListener("afterprint", () => print(false));
  matchMedia("print").addEventListener("change", ({ matches }) => print(matches));
  byId("retry").addEventListener("click", () => {
    dispatch({ type: "retry" });
    // The button disappears, so the focus moves to the content.
    byId("main").focus();
    reload();
  });
  drawIcons();
  draw(state);
  reload();
  return {
    reload,
    showEarlier,
    /** @param {readonly Order[]} orders of a further page */
    add(orders) {
      dispatch({ type: "more", orders });
    },
    /** Ends the feed; nothing is drawn after it. */
    stop() {
      stopped = true;
      clearTimeout(drawing);
      clearTimeout(retrying);
      following?.stop();
    },
  };
}
