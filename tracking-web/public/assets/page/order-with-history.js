/**
 * @import { Order, OrderEvent } from "../../../wire.js"
 * @import { Snapshot } from "./live-page.js"
 */

import { orderPath, Refusal, readEvents, readOrder } from "../lib/api.js";

/** @param {string} orderId */
export function historyPath(orderId) {
  return `${orderPath(orderId)}/events`;
}

/**
 * An order and its history. They are read at the same time, so one may lack a change that the other has: then the
 * older one is read again.
 *
 * @param {Order | Promise<Order>} order
 * @param {OrderEvent[] | Promise<OrderEvent[]>} history
 * @returns {Promise<{ order: Order, history: OrderEvent[] }>}
 */
export async function atSameVersion(order, history) {
  const [one, events] = await Promise.all([order, history]);
  const last = events.at(-1)?.version ?? 0;
  if (last < one.version) return { order: one, history: await readEvents(historyPath(one.id)) };
  return { order: last > one.version ? await readOrder(one.id) : one, history: events };
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
