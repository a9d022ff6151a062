/**
 * @import { Snapshot } from "./live-page.js"
 * @import { Viewer } from "../lib/access-api.js"
 */

import { customerPath, Refusal, readOrders } from "../lib/api.js";
import { chosenCustomer } from "../model/addresses.js";
import { drawOrders } from "../view/orders.js";
import { startLivePage } from "./live-page.js";
import { watchSession } from "./session.js";

const page = watchSession({ renew: () => live.reload() });
/** @type {Viewer | null} */
let viewer = null;

/**
 * The orders of the customer in the address or, without one, of the customer who is signed in.
 *
 * @returns {Promise<Snapshot>}
 */
async function load() {
  const named = chosenCustomer(location.search);
  const [session, { id, answer }] = await Promise.all([page.viewer(), named ? orders(named) : ownOrders()]);
  viewer = session;
  const path = `${customerPath(id)}/events`;
  return { path, name: `${session.username} ${path}`, cursor: answer.cursor, orders: answer.orders };
}

/** @param {string} id */
async function orders(id) {
  return { id, answer: await readOrders(id) };
}

async function ownOrders() {
  const { role, customerId } = await page.viewer();
  if (customerId) return orders(customerId);
  if (role === "staff") return goToCustomers();
  throw new Refusal(404, "No orders of one's own");
}

/** @returns {Promise<never>} staff have no orders of their own: the browser leaves the page, which shows nothing until then */
function goToCustomers() {
  location.replace("/");
  return new Promise(() => {});
}

const live = startLivePage({
  only: null,
  load,
  draw: (state) => drawOrders(state, viewer, chosenCustomer(location.search)),
  ended: page.ended,
  refused: page.refused,
});
