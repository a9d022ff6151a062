/**
 * Everything a page knows, and what can happen to it.
 *
 * @import { Order, OrderEvent } from "../../../wire.js"
 */

/**
 * @typedef {object} Connection What the page may truthfully say about how fresh it is.
 * @property {"connecting" | "live" | "reconnecting" | "ended"} kind
 * @property {number} asOf when the service was last heard, in ms since 1970; 0 for never
 * @property {string} [reason] why it ended
 */

/** @typedef {{ status: number, title: string, detail?: string }} Trouble a refusal, or status 0 for no answer */

/** Refusals that asking again would not change. */
export const FINAL = [400, 401, 403, 404];

/** @typedef {{ version: number, shipmentId?: string }} Fresh the change that was seen happening last */

/**
 * @typedef {object} State
 * @property {string | null} only the one order this page is about; null: all of the customer's
 * @property {"loading" | "ready" | "failed"} phase what to show
 * @property {boolean} awaiting a snapshot is on its way, so changes wait for it
 * @property {Trouble | null} trouble why there is nothing to show
 * @property {ReadonlyMap<string, Order>} orders
 * @property {readonly OrderEvent[]} history of the one order, ascending by version
 * @property {readonly OrderEvent[]} pending changes that came before the order they change
 * @property {ReadonlyMap<string, Fresh>} fresh by order
 * @property {Connection} connection
 * @property {number} now
 */

/**
 * @typedef {| { type: "snapshot", only?: string, orders: readonly Order[], history?: readonly OrderEvent[] }
 *   | { type: "order", order: Order, history?: readonly OrderEvent[] }
 *   | { type: "gone", orderId: string }
 *   | { type: "event", event: OrderEvent }
 *   | { type: "reset" }
 *   | { type: "failed", trouble: Trouble } | { type: "retry" }
 *   | { type: "connection", connection: Connection }
 *   | { type: "tick", now: number }} Action
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
    pending: [],
    fresh: new Map(),
    connection: { kind: "connecting", asOf: 0 },
    now,
  };
}
