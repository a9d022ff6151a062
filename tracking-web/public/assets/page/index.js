/** @import { Customer } from "../../../wire.js" */

import { byId, h, show, text } from "../view/dom.js";
import { icon } from "../view/icons.js";
import { Refusal, readCustomers } from "./api.js";
import { ordersHref } from "./who.js";

async function draw() {
  show(byId("failed"), false);
  try {
    const customers = await readCustomers();
    byId("customers").replaceChildren(...customers.map(card));
    show(byId("empty"), customers.length === 0);
  } catch (error) {
    text(byId("why"), Refusal.of(error).title);
    show(byId("failed"), true);
  } finally {
    show(byId("loading"), false);
  }
}

/** @param {Customer} customer */
function card({ id, name }) {
  const letter = [...name.trim()][0] ?? "?";
  return h("li", {}, [
    h("a", { class: "person", href: ordersHref(id) }, [
      h("span", { class: "person-letter", "aria-hidden": "true" }, [letter]),
      h("bdi", { class: "person-name" }, [name]),
      icon("go"),
    ]),
  ]);
}

byId("retry").addEventListener("click", draw);
draw();
