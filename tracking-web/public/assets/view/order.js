/**
 * The page of one order.
 *
 * @import { Order, Session } from "../../../wire.js"
 * @import { State } from "../model/state.js"
 */

import { attribute, byId, part, show, text } from "../lib/dom.js";
import { isElsewhere, moment, range } from "../lib/times.js";
import { ordersHref } from "../model/addresses.js";
import { explanation } from "../model/explanation.js";
import { iconOf, isDone, mood, sentence } from "../model/status.js";
import { ETA, ORDERS, TITLES } from "../model/words.js";
import { freshness } from "./freshness.js";
import { setIcon } from "./icons.js";
import { drawItems } from "./items.js";
import { drawParcels } from "./parcels.js";
import { drawProgress } from "./progress.js";
import { drawShell } from "./shell.js";
import { drawTimeline } from "./timeline.js";

/**
 * @param {State} state
 * @param {Session | null} viewer null for a guest, who has no other orders, and while it is not known
 */
export function drawOrder(state, viewer) {
  drawShell(state);
  const order = state.orders.get(state.only ?? "");
  if (viewer && order?.customerId) drawWayBack(viewer, order.customerId);
  document.title = titleOf(state, order);
  if (!order) return;
  drawHero(order, state);
  drawParcels(order, state.fresh.get(order.id) ?? null);
  drawItems(order);
  drawTimeline(order, state);
}

/**
 * @param {Session} viewer
 * @param {string} owner
 */
function drawWayBack(viewer, owner) {
  for (const link of document.querySelectorAll(".to-orders")) {
    attribute(link, "href", ordersHref(viewer, owner));
    text(part(link, "to-orders-words"), viewer.role === "staff" ? ORDERS.allOf(owner) : ORDERS.allOwn);
  }
}

/**
 * @param {State} state
 * @param {Order | undefined} order
 */
function titleOf(state, order) {
  if (order) return TITLES.site(sentence(order));
  return TITLES.site(state.phase === "failed" ? TITLES.notShown : TITLES.order);
}

/**
 * @param {Order} order
 * @param {State} state
 */
function drawHero(order, { history, now, fresh }) {
  const hero = byId("hero");
  attribute(hero, "data-mood", mood(order.headline));
  attribute(hero, "data-fresh", freshness(fresh.get(order.id)?.version));
  setIcon(part(part(hero, "sign"), "icon"), iconOf(order.headline));
  text(byId("headline"), sentence(order));
  const why = explanation(order, history, now);
  show(byId("why"), !!why);
  text(byId("why"), why ?? "");
  text(byId("order-id"), order.id);
  drawEta(order, now);
  drawProgress(byId("steps"), order);
  const updated = byId("updated");
  attribute(updated, "datetime", order.updatedAt);
  text(updated, moment(order.updatedAt, now));
  const placed = byId("placed");
  attribute(placed, "datetime", order.placedAt);
  text(placed, moment(order.placedAt, now));
  text(byId("destination"), `${order.destination.city}, ${order.destination.country}`);
}

/**
 * The window is in the destination's time, and says so if the reader's clock shows another time.
 *
 * @param {Order} order
 * @param {number} now
 */
function drawEta(order, now) {
  const { eta, destination } = order;
  const isShown = !!eta && !isDone(order);
  show(byId("eta"), isShown);
  if (!eta || !isShown) return;
  const isOver = Date.parse(eta.until) < now;
  text(byId("eta-label"), isOver ? ETA.wasExpected : eta.delayed ? ETA.nowExpected : ETA.expected);
  text(byId("eta-window"), range(eta, destination.timeZone, now));
  show(byId("eta-zone"), isElsewhere(eta.from, destination.timeZone));
  text(byId("eta-zone"), ETA.zone(destination.city));
  show(byId("eta-delayed"), eta.delayed);
}
