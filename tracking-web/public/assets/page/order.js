/**
 * @import { Snapshot } from "./live-page.js"
 * @import { Viewer } from "../lib/access-api.js"
 */

import { customerPath, Refusal, readOrder, readOrders } from "../lib/api.js";
import { byId, show } from "../lib/dom.js";
import { chosenCustomer } from "../model/addresses.js";
import { trackHref } from "../model/guest.js";
import { drawOrder } from "../view/order.js";
import { startLivePage } from "./live-page.js";
import { asGuest, atSameVersion, readFirst } from "./order-with-history.js";
import { watchSession } from "./session.js";
import { share } from "./share-dialog.js";

// the service finds ids in small letters too, and answers with capitals
const orderId = (location.pathname.split("/").at(-1) ?? "").toUpperCase();
const page = watchSession({ renew: () => live.reload() });
/** @type {Viewer | null} */
let viewer = null;
/** Another customer's order, to which this reader has a link. */
let isShared = false;

/**
 * The order is read with the cursor or after it. Later changes have later cursors, and come on the stream.
 *
 * @returns {Promise<Snapshot>}
 */
async function load() {
  const events = readFirst(orderId);
  const [session, customerId] = await Promise.all([page.viewer(), owner(), events]);
  const { cursor, orders } = await readOrders(customerId);
  const found = orders.find((order) => order.id === orderId) ?? (await readOrder(orderId));
  if (found.customerId && found.customerId !== customerId) throw new Refusal(404, "No such order");
  const read = await atSameVersion(found, events);
  viewer = session;
  isShared = !found.customerId;
  if (isShared) return asGuest(read, session.username);
  const { order, history } = read;
  const path = `${customerPath(customerId)}/events`;
  return { path, name: `${session.username} ${path}`, cursor, orders: [order], history };
}

/** @returns {Promise<string>} the customer whose stream the page follows: all tabs of a customer share it */
async function owner() {
  const customerId =
    chosenCustomer(location.search) ??
    (await page.viewer()).customerId ??
    (await readOrder(orderId)).customerId;
  if (!customerId) throw new Refusal(404, "No such order");
  return customerId;
}

const live = startLivePage({
  only: orderId,
  load,
  draw: (state) => {
    drawOrder(state, viewer);
    show(byId("share"), state.phase === "ready" && !isShared);
  },
  // The link to a shared order has ended, and the session has not: the guests' page says so.
  ended: (reason) => (isShared ? location.replace(trackHref(orderId)) : page.ended(reason)),
  refused: page.refused,
});
share(orderId, page);
byId("timeline-more").addEventListener("click", live.showEarlier);
