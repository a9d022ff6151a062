/**
 * The page of a customer's orders.
 *
 * @import { Order, Session } from "../../../wire.js"
 * @import { State } from "../model/state.js"
 */

import { attribute, byId, each, h, part, show, text } from "../lib/dom.js";
import { inSentence, moment } from "../lib/times.js";
import { orderHref } from "../model/addresses.js";
import { activeAndDone } from "../model/contents.js";
import { delivery, inList, orderMood } from "../model/delivery.js";
import { today } from "../model/state.js";
import { iconOf, isDone, shortHeadline, summary } from "../model/status.js";
import { ORDERS, TITLES } from "../model/words.js";
import { freshness } from "./freshness.js";
import { icon, setIcon } from "./icons.js";
import { drawProgress } from "./progress.js";
import { drawShell } from "./shell.js";

/**
 * What can be loaded besides what is shown: the tokens of the pages that follow, empty where there are none. `done` is
 * null before its first page.
 *
 * @typedef {{ open: string, done: string | null }} More
 */

/**
 * @param {State} state
 * @param {Session | null} viewer null while it is not known
 * @param {string | null} chosen the customer that staff look at
 * @param {More} more
 */
export function drawOrders(state, viewer, chosen, more) {
  drawShell(state);
  const isStaff = viewer?.role === "staff";
  const title = isStaff && chosen ? ORDERS.of(chosen) : ORDERS.own;
  text(byId("title"), title);
  text(byId("empty-why"), isStaff ? ORDERS.noneOf : ORDERS.noneOwn);
  const focused = document.activeElement?.closest(".order")?.getAttribute("data-key");
  const { active, done } = activeAndDone(state.orders.values(), isDone);
  show(byId("empty"), state.phase === "ready" && state.orders.size === 0);
  show(byId("active-part"), active.length > 0);
  show(byId("done-part"), done.length > 0);
  if (viewer) {
    drawCards(byId("active"), active, state, viewer);
    drawCards(byId("done"), done, state, viewer);
  }
  if (focused) keepFocus(focused);
  show(byId("more-open"), more.open !== "");
  show(byId("more-done"), state.phase === "ready" && more.done !== "");
  text(byId("more-done"), more.done === null ? ORDERS.showDone : ORDERS.more);
  document.title = TITLES.site(active.length > 0 ? title + ORDERS.active(active.length) : title);
}

/**
 * An order that is done moves to the other list, where its card is a new element: the focus moves with it.
 *
 * @param {string} orderId
 */
function keepFocus(orderId) {
  if (document.activeElement !== document.body) return;
  const cards = [...document.querySelectorAll(".order")];
  const card = cards.find((node) => node.getAttribute("data-key") === orderId);
  if (card) part(card, "order-link").focus({ preventScroll: true });
}

/**
 * @param {HTMLElement} list
 * @param {Order[]} orders
 * @param {State} state
 * @param {Session} viewer
 */
function drawCards(list, orders, state, viewer) {
  each(
    list,
    orders,
    (order) => order.id,
    (order) => make(order, viewer),
    (node, order) => fill(node, order, state),
  );
}

/**
 * The link's text is the headline; the whole card can be clicked by way of CSS.
 *
 * @param {Order} order
 * @param {Session} viewer
 */
function make(order, viewer) {
  const href = orderHref(viewer, order.id, order.customerId ?? "");
  return h("li", { class: "order card" }, [
    h("div", { class: "order-head" }, [
      h("span", { class: "sign" }, [icon("box")]),
      h("h3", { class: "order-headline" }, [h("a", { class: "order-link", href })]),
    ]),
    h("p", { class: "order-when" }, [
      h("span", { class: "order-window" }),
      h("bdi", { class: "order-zone" }),
      h("span", { class: "delayed" }, [icon("clock"), h("span", { class: "order-warning" })]),
    ]),
    h("ol", { class: "steps steps-small", "aria-label": ORDERS.progress }),
    h("p", { class: "order-items", dir: "auto" }),
    h("p", { class: "order-foot" }, [
      h("span", { class: "order-number" }, [order.id]),
      h("span", {}, [ORDERS.updated, h("time", { class: "order-updated" })]),
    ]),
  ]);
}

/**
 * @param {HTMLElement} node
 * @param {Order} order
 * @param {State} state
 */
function fill(node, order, state) {
  attribute(node, "data-mood", orderMood(order, state.now));
  attribute(node, "data-fresh", freshness(state.fresh.get(order.id)?.version));
  setIcon(part(part(node, "sign"), "icon"), iconOf(order.headline));
  const link = part(node, "order-link");
  text(link, shortHeadline(order));
  // Several orders may have the same headline, and the same goods.
  attribute(link, "aria-label", ORDERS.link(shortHeadline(order), summary(order), order.id));
  const told = delivery(order, [], state.now, today(state));
  show(part(node, "order-when"), !!told);
  text(part(node, "order-window"), told ? inList(told) : "");
  show(part(node, "order-zone"), !!told?.zone);
  text(part(node, "order-zone"), told?.zone ?? "");
  show(part(node, "delayed"), !!told?.warning);
  text(part(node, "order-warning"), told?.warning ?? "");
  drawProgress(part(node, "steps"), order);
  text(part(node, "order-items"), summary(order));
  const updated = part(node, "order-updated");
  attribute(updated, "datetime", order.updatedAt);
  text(updated, inSentence(moment(order.updatedAt, today(state))));
}
