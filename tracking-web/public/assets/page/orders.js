/**
 * @import { Snapshot } from "./live-page.js"
 * @import { Viewer } from "../lib/access-api.js"
 * @import { More } from "../view/orders.js"
 */

import { customerPath, Refusal, readOrders } from "../lib/api.js";
import { byId } from "../lib/dom.js";
import { chosenCustomer } from "../model/addresses.js";
import { drawOrders } from "../view/orders.js";
import { startLivePage } from "./live-page.js";
import { watchSession } from "./session.js";

const page = watchSession({ renew: () => live.reload() });
/** @type {Viewer | null} */
let viewer = null;
let customerId = "";
/** @type {More} */
const more = { open: "", done: null };

/**
 * The open orders of the customer in the address or, without one, of the customer who is signed in. Those that are
 * done are read on demand, or if there are no others.
 *
 * @returns {Promise<Snapshot>}
 */
async function load() {
  const named = chosenCustomer(location.search);
  const [session, { id, answer }] = await Promise.all([page.viewer(), named ? orders(named) : ownOrders()]);
  const done = answer.orders.length === 0 ? await readOrders(id, "done") : null;
  viewer = session;
  customerId = id;
  more.open = answer.next ?? "";
  more.done = done && (done.next ?? "");
  const path = `${customerPath(id)}/events`;
  const found = [...answer.orders, ...(done?.orders ?? [])];
  return { path, name: `${session.username} ${path}`, cursor: answer.cursor, orders: found };
}

/**
 * Adds a further page to the list.
 *
 * @param {"open" | "done"} state
 */
async function showMore(state) {
  try {
    const token = more[state] ?? "";
    const { orders, next } = await readOrders(customerId, state, token);
    if ((more[state] ?? "") !== token) return; // the page was loaded anew meanwhile
    more[state] = next ?? "";
    live.add(orders);
  } catch (error) {
    await page.refused(Refusal.of(error).status);
  }
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
  draw: (state) => drawOrders(state, viewer, chosenCustomer(location.search), more),
  ended: page.ended,
  refused: page.refused,
});
byId("more-open").addEventListener("click", () => showMore("open"));
byId("more-done").addEventListener("click", () => showMore("done"));
