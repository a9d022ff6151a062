/** @import { Snapshot } from "./start.js" */

import { drawOrders } from "../view/orders.js";
import { customerPath, Refusal, readOrders } from "./api.js";
import { start } from "./start.js";
import { customer } from "./who.js";

const customerId = customer();

/** @returns {Promise<Snapshot>} */
async function load() {
  if (!customerId) throw new Refusal(401, "Nobody is chosen");
  const { cursor, orders } = await readOrders(customerId);
  const path = `${customerPath(customerId)}/events`;
  return { path, name: `${customerId} ${path}`, cursor, orders };
}

start({ only: null, load, draw: (state) => drawOrders(state, customerId) });
