/**
 * The one pure function that changes what a page knows.
 *
 * @import { Order, OrderEvent } from "../../../wire.js"
 * @import { Action, Fresh, State, Trouble } from "./state.js"
 */

import { joined, versionOf, withEarlier } from "./history.js";
import { merge } from "./merge.js";
import { FINAL } from "./state.js";

/** More changes do not wait: the oldest are dropped, which is harmless, because a missing change is fetched. */
const MAX_PENDING = 200;

/**
 * @param {State} state
 * @param {Action} action
 * @returns {State}
 */
export function reduce(state, action) {
  switch (action.type) {
    case "snapshot":
      return snapshot({ ...state, only: action.only ?? state.only }, action.orders, action.history ?? []);
    case "more":
      return settle({ ...state, orders: withMore(state, action.orders) });
    case "order":
      return settle(withOrder(state, action.order, action.history ?? []));
    case "gone":
      return { ...state, pending: state.pending.filter((event) => event.orderId !== action.orderId) };
    case "event":
      return isChange(action.event) ? happened(state, action.event) : state;
    case "reset":
      return { ...state, awaiting: true };
    case "failed":
      return failed(state, action.trouble);
    case "retry":
      return state.phase === "failed" ? { ...state, phase: "loading", trouble: null } : state;
    case "connection":
      return { ...state, connection: action.connection };
    case "tick":
      return { ...state, now: action.now };
    case "earlier":
      return withEarlier(state, action.events);
    case "printing":
      return { ...state, onPaper: action.onPaper };
  }
}

/**
 * A page that may only be out of date stays as it is; a page whose data is gone shows that.
 *
 * @param {State} state
 * @param {Trouble} trouble
 * @returns {State}
 */
function failed(state, trouble) {
  const isOnlyOld = state.phase === "ready" && !FINAL.includes(trouble.status);
  return isOnlyOld ? state : { ...state, phase: "failed", trouble };
}

/**
 * The orders that the page must fetch, because a change came before its order or before its predecessor.
 *
 * @param {State} state
 * @returns {string[]}
 */
export function missingOrders(state) {
  return state.awaiting ? [] : [...new Set(state.pending.map((event) => event.orderId))];
}

/**
 * A snapshot replaces everything (after a reset nothing older can be trusted), then takes the changes
 * that came while it was on its way.
 *
 * @param {State} state
 * @param {readonly Order[]} orders
 * @param {readonly OrderEvent[]} history
 * @returns {State}
 */
function snapshot(state, orders, history) {
  const wanted = orders.filter((order) => concerns(state, order.id));
  return settle({
    ...state,
    phase: "ready",
    awaiting: false,
    trouble: null,
    orders: new Map(wanted.map((order) => [order.id, order])),
    history: history.filter(isChange),
    earlier: "unknown",
    fresh: new Map(),
  });
}

/**
 * A further page of the list. It was read after the snapshot, so it may be newer than what a change has made known, or
 * older. It is no news.
 *
 * @param {State} state
 * @param {readonly Order[]} more
 * @returns {State["orders"]}
 */
function withMore({ orders }, more) {
  const isNewer = (/** @type {Order} */ order) => (orders.get(order.id)?.version ?? 0) < order.version;
  return new Map([
    ...orders,
    ...more.filter(isNewer).map((order) => /** @type {const} */ ([order.id, order])),
  ]);
}

/**
 * One order that was fetched because a change of it could not be applied. So it is news.
 *
 * @param {State} state
 * @param {Order} order
 * @param {readonly OrderEvent[]} history
 * @returns {State}
 */
function withOrder(state, order, history) {
  const known = state.orders.get(order.id);
  const isNewer = !known || known.version < order.version;
  return {
    ...state,
    orders: isNewer ? new Map(state.orders).set(order.id, order) : state.orders,
    history: joined(state.history, history.filter(isChange)),
    fresh: isNewer ? new Map(state.fresh).set(order.id, { version: order.version }) : state.fresh,
  };
}

/**
 * @param {State} state
 * @param {OrderEvent} event
 * @returns {State}
 */
function happened(state, event) {
  if (!concerns(state, event.orderId)) return state;
  if (state.awaiting || isAhead(state, event)) {
    return { ...state, pending: [...state.pending, event].slice(-MAX_PENDING) };
  }
  const after = apply(state, event);
  if (after === state) return state;
  /** @type {Fresh} */
  const fresh = { version: event.version, ...(event.shipmentId ? { shipmentId: event.shipmentId } : {}) };
  return { ...after, fresh: new Map(state.fresh).set(event.orderId, fresh) };
}

/**
 * The order and its history each have a version of their own: one may have been read later than the other.
 *
 * @param {State} state
 * @param {OrderEvent} event
 * @returns {State}
 */
function apply(state, event) {
  const order = state.orders.get(event.orderId);
  if (!order) return state;
  const merged = merge(order, event);
  const isNews = state.only !== null && event.version > versionOf(state.history);
  if (merged === order && !isNews) return state;
  return {
    ...state,
    orders: merged === order ? state.orders : new Map(state.orders).set(order.id, merged),
    history: isNews ? [...state.history, event] : state.history,
  };
}

/**
 * Applies the changes that were waiting and are due now; the others go on waiting.
 *
 * @param {State} state
 * @returns {State}
 */
function settle(state) {
  let settled = state;
  const waiting = [];
  for (const event of state.pending) {
    if (isAhead(settled, event)) waiting.push(event);
    else settled = apply(settled, event);
  }
  return { ...settled, pending: waiting };
}

/**
 * Versions rise by one. A change that is further ahead must wait, because it does not repeat what its predecessors said.
 *
 * @param {State} state
 * @param {OrderEvent} event
 */
function isAhead(state, event) {
  const order = state.orders.get(event.orderId);
  if (!order || event.version > order.version + 1) return true;
  return state.only !== null && event.version > versionOf(state.history) + 1;
}

/**
 * @param {State} state
 * @param {string} orderId
 */
function concerns(state, orderId) {
  return state.only === null || state.only === orderId;
}

/**
 * What a change must have to be applied. Any other is skipped, so that it does not break the page.
 *
 * @param {OrderEvent} event
 */
function isChange(event) {
  return typeof event?.orderId === "string" && Number.isInteger(event.version) && !!event.order;
}
