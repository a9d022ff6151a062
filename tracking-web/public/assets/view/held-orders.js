/** The other orders that a guest holds links to. */

import { byId, each, h, show, text } from "../lib/dom.js";
import { trackHref } from "../model/guest.js";
import { ORDERS } from "../model/words.js";

/**
 * @param {readonly string[]} held
 * @param {string} shown
 */
export function drawHeld(held, shown) {
  const others = held.filter((id) => id !== shown);
  show(byId("held"), others.length > 0);
  each(
    byId("held-orders"),
    others,
    (id) => id,
    (id) => h("li", {}, [h("a", { href: trackHref(id) })]),
    (node, id) => {
      if (node.firstElementChild) text(node.firstElementChild, ORDERS.shared(id));
    },
  );
}
