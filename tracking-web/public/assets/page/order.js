/** @import { Snapshot } from "./start.js" */

import { drawOrder } from "../view/order.js";
import { customerPath, orderPath, Refusal, readEvents, readOrder, readOrders } from "./api.js";
import { start } from "./start.js";
import { customer } from "./who.js";

const orderId = location.pathname.split("/").at(-1) ?? "";

/**
 * The cursor comes first: what happens while the rest is read has a later one, and is told by the stream.
 *
 * @returns {Promise<Snapshot>}
 */
async function load() {
  const customerId = customer() ?? (await readOrder(orderId)).customerId;
  if (!customerId) throw new Refusal(404, "No such order");
  const { cursor } = await readOrders(customerId);
  const [order, history] = await Promise.all([
    readOrder(orderId),
    readEvents(`${orderPath(orderId)}/events`),
  ]);
  if (order.customerId && order.customerId !== customerId) throw new Refusal(404, "No such order");
  const path = `${customerPath(customerId)}/events`;
  return { path, name: `${customerId} ${path}`, cursor, orders: [order], history };
}

start({ only: orderId, load, draw: drawOrder });
