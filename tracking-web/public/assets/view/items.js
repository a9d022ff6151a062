/**
 * What was ordered, and what became of it.
 *
 * @import { Line, Order } from "../../../wire.js"
 */

import { byId, each, h, part, show, text } from "../lib/dom.js";
import { unpackedQuantity } from "../model/contents.js";
import { isDone } from "../model/status.js";
import { ITEMS } from "../model/words.js";

/** @param {Order} order */
export function drawItems(order) {
  each(
    byId("items"),
    order.lines,
    (line) => String(line.line),
    make,
    (node, line) => fill(node, line, order),
  );
}

function make() {
  return h("li", { class: "item" }, [
    h("span", { class: "item-quantity" }),
    h("bdi", { class: "item-name" }),
    h("span", { class: "item-notes" }, [
      h("span", { class: "tag item-open" }),
      h("span", { class: "tag item-cancelled" }),
    ]),
  ]);
}

/**
 * @param {HTMLElement} node
 * @param {Line} line
 * @param {Order} order
 */
function fill(node, line, order) {
  const left = isDone(order) ? 0 : unpackedQuantity(order, line);
  text(part(node, "item-quantity"), `${line.quantity} ×`);
  text(part(node, "item-name"), line.name);
  show(part(node, "item-open"), left > 0);
  text(part(node, "item-open"), left === line.quantity ? ITEMS.notPacked : ITEMS.someNotPacked(left));
  show(part(node, "item-cancelled"), line.cancelled > 0);
  text(
    part(node, "item-cancelled"),
    line.cancelled === line.quantity ? ITEMS.cancelled : ITEMS.someCancelled(line.cancelled),
  );
}
