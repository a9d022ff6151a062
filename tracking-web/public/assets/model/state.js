/**
 * Everything a page knows, and what can happen to it.
 *
 * @import { Connection, News } from "../../../news.js"
 * @import { Order, OrderEvent } from "../../../wire.js"
 */

/** @typedef {{ status: number, title: string, detail?: string }} Trouble a refusal, or status 0 for no answer */

/** Refusals that another request would not change. */
export const FINAL = [400, 401, 403, 404];

/** @typedef {{ version: number, shipmentId?: string }} Fresh the change that was seen happening last */

/**
 * @typedef {object} State
 * @property {string | null} only the one order this page is about; null: all of the customer's
 * @property {"loading" | "ready" | "failed"} phase what to show
 * @property {boolean} awaiting a snapshot is on its way, so changes wait for it
 * @property {Trouble | null} trouble why there is nothing to show
 * @property {ReadonlyMap<string, Order>} orders
 * @property {readonly OrderEvent[]} history the newest part of the one order's, ascending by version
 * @property {"unknown" | "loading" | "none"} earlier whether there is an earlier part, where versions do not tell
 * @property {readonly OrderEvent[]} pending changes that came before the order they change
 * @property {ReadonlyMap<string, Fresh>} fresh by order
 * @property {Connection} connection
 * @property {number} now
 * @property {boolean} onPaper the page is being printed
 */

/**
 * @typedef {News | { type: "snapshot", only?: string, orders: readonly Order[], history?: readonly OrderEvent[] }
 *   | { type: "more", orders: readonly Order[] }
 *   | { type: "order", order: Order, history?: readonly OrderEvent[] }
 *   | { type: "gone", orderId: string }
 *   | { type: "failed", trouble: Trouble } | { type: "retry" }
 *   | { type: "tick", now: number }
 *   | { type: "earlier", events: readonly OrderEvent[] | "loading" | "failed" }
 *   | { type: "printing", onPaper: boolean }} Action
 */

/**
 * @param {string | null} only
 * @param {number} now
 * @returns {State}
 */
export function begin(only, now) {
  return {
    only,
    phase: "loading",
    awaiting: true,
    trouble: null,
    orders: new Map(),
    history: [],
    earlier: "unknown",
    pending: [],
    fresh: new Map(),
    connection: { kind: "connecting", asOf: 0 },
    now,
    onPaper: false,
  };
}

/**
 * @param {State} state
 * @returns {boolean} whether "Show more" would show more of what happened
 */
export function hasEarlier({ history, earlier }) {
  return earlier !== "none" && (history[0]?.version ?? 1) > 1;
}

/**
 * @param {State} state
 * @returns {number | null} the time that gives days their names; null for paper, which is read later
 */
export function today({ now, onPaper }) {
  return onPaper ? null : now;
}
