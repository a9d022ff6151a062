/** @import { Snapshot } from "./live-page.js" */

import { redeem } from "../lib/access-api.js";
import { Refusal, readOrder } from "../lib/api.js";
import { byId, show, text } from "../lib/dom.js";
import { arrival, farewell, GONE, trackHref } from "../model/guest.js";
import { FINAL } from "../model/state.js";
import { drawHeld } from "../view/held-orders.js";
import { drawOrder } from "../view/order.js";
import { heldOrders, remember } from "./held-orders.js";
import { startLivePage } from "./live-page.js";
import { asGuest, atSameVersion, readFirst } from "./order-with-history.js";

let orderId = "";
let gone = false;

/** @returns {Promise<Snapshot>} */
async function load() {
  orderId ||= await enter();
  const snapshot = asGuest(await atSameVersion(readOrder(orderId), readFirst(orderId)), "guest");
  remember(orderId, true);
  drawHeld(heldOrders(), orderId);
  return snapshot;
}

/**
 * Takes the secret out of the address, and so out of the browser's history, once the service has answered.
 * Without an answer it stays, so that the page can be loaded again.
 *
 * @returns {Promise<string>}
 */
async function enter() {
  const from = arrival(location.hash, location.search);
  if (from.kind === "nothing") return lastHeld();
  if (from.kind === "order") return from.orderId;
  try {
    const id = await redeem(from.secret);
    history.replaceState(null, "", trackHref(id));
    return id;
  } catch (error) {
    if (FINAL.includes(Refusal.of(error).status)) history.replaceState(null, "", "/track");
    throw error;
  }
}

/**
 * Without a link: the order opened last whose link still works.
 *
 * @returns {Promise<string>}
 */
async function lastHeld() {
  for (const id of heldOrders()) {
    try {
      await readOrder(id);
      history.replaceState(null, "", trackHref(id));
      return id;
    } catch (error) {
      if (!FINAL.includes(Refusal.of(error).status)) throw error;
      remember(id, false);
    }
  }
  throw new Refusal(404, "No link");
}

/**
 * @param {string} reason
 * @returns {true}
 */
function leave(reason) {
  if (gone) return true;
  gone = true;
  remember(orderId, false);
  live.stop();
  const { title, why } = farewell(reason);
  text(byId("gone-title"), title);
  text(byId("gone-why"), why);
  text(byId("voice"), "");
  for (const id of ["content", "loading", "failed", "connection"]) byId(id).remove();
  show(byId("gone"), true);
  document.title = `${title.replace(/\.$/, "")} · Waybill`;
  byId("gone-title").focus();
  return true;
}

/**
 * A stream may also end because a customer signed out in the same browser; the link is still valid.
 *
 * @param {string} reason
 */
async function ended(reason) {
  if (GONE.includes(reason)) return leave(reason);
  try {
    await readOrder(orderId);
    location.reload();
  } catch (error) {
    await refused(Refusal.of(error).status);
  }
}

/** @param {number} status */
async function refused(status) {
  return FINAL.includes(status) && leave("");
}

const live = startLivePage({ only: null, load, draw: (state) => drawOrder(state, null), ended, refused });
addEventListener("hashchange", () => {
  if (arrival(location.hash, "").kind === "secret") location.reload();
});
byId("timeline-more").addEventListener("click", live.showEarlier);
