/**
 * @import { Order, OrderEvent } from "../../../wire.js"
 * @import { Snapshot } from "./live-page.js"
 */

import { orderPath, Refusal, readNewest, readOrder, readPage, SHOWN_EVENTS } from "../lib/api.js";

/** @param {string} orderId */
export function historyPath(orderId) {
  return `${orderPath(orderId)}/events`;
}

/**
 * The beginning of an order's history, which for most orders is all of it.
 *
 * @param {string} orderId
 * @returns {Promise<OrderEvent[]>}
 */
export async function readFirst(orderId) {
  return (await readPage(historyPath(orderId), undefined, SHOWN_EVENTS)).events;
}

/**
 * An order and the newest part of its history. They are read at the same time, so one may lack a change that the other
 * has: then the older one is read again.
 *
 * @param {Order | Promise<Order>} order
 * @param {Promise<OrderEvent[]>} first
 * @returns {Promise<{ order: Order, history: OrderEvent[] }>}
 */
export async function atSameVersion(order, first) {
  const [one, beginning] = await Promise.all([order, first]);
  const history = await readNewest(historyPath(one.id), beginning, one.version);
  const last = history.at(-1)?.version ?? 0;
  return { order: last > one.version ? await readOrder(one.id) : one, history };
}

/**
 * What a guest follows: the order's own stream, which counts versions. The customer's is not theirs to see.
 *
 * @param {{ order: Order, history: OrderEvent[] }} read
 * @param {string} reader tabs of the same reader share a stream
 * @returns {Snapshot}
 */
export function asGuest({ order, history }, reader) {
  const cursor = history.at(-1)?.cursor;
  if (!cursor) throw new Refusal(404, "No such order");
  const path = historyPath(order.id);
  return { path, name: `${reader} ${path}`, cursor, only: order.id, orders: [order], history };
}
