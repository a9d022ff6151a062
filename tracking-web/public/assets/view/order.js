/**
 * The page of one order.
 *
 * @import { Order, Session } from "../../../wire.js"
 * @import { State } from "../model/state.js"
 */

import { attribute, byId, part, show, text } from "../lib/dom.js";
import { moment } from "../lib/times.js";
import { ordersHref } from "../model/addresses.js";
import { delivery, orderMood } from "../model/delivery.js";
import { explanation } from "../model/explanation.js";
import { today } from "../model/state.js";
import { iconOf, sentence } from "../model/status.js";
import { ORDERS, TITLES } from "../model/words.js";
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
  const isShared = !viewer || !order?.customerId;
  const headline = order && sentence(order, !isShared && viewer.role === "customer");
  document.title = TITLES.site(headline ?? (state.phase === "failed" ? TITLES.notShown : TITLES.order));
  if (!order) return;
  show(byId("shared"), isShared);
  text(byId("headline"), headline ?? "");
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
 * @param {Order} order
 * @param {State} state
 */
function drawHero(order, state) {
  const { history, fresh } = state;
  const now = today(state);
  const hero = byId("hero");
  attribute(hero, "data-mood", orderMood(order, state.now));
  attribute(hero, "data-fresh", freshness(fresh.get(order.id)?.version));
  setIcon(part(part(hero, "sign"), "icon"), iconOf(order.headline));
  const why = explanation(order, history, now);
  show(byId("why"), !!why);
  text(byId("why"), why ?? "");
  text(byId("order-id"), order.id);
  drawEta(order, state);
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
 * @param {Order} order
 * @param {State} state
 */
function drawEta(order, state) {
  const told = delivery(order, state.history, state.now, today(state));
  show(byId("eta"), !!told);
  if (!told) return;
  text(byId("eta-label"), told.label);
  text(byId("eta-window"), told.window);
  show(byId("eta-zone"), told.zone !== "");
  text(byId("eta-zone"), told.zone);
  show(byId("eta-warning"), told.warning !== "");
  text(byId("eta-warning-words"), told.warning);
}
