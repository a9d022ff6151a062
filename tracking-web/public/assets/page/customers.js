/**
 * @import { Customer } from "../../../wire.js"
 * @import { Viewer } from "../lib/access-api.js"
 */

import { Refusal, readCustomers } from "../lib/api.js";
import { byId, h, show, text } from "../lib/dom.js";
import { ordersHref } from "../model/addresses.js";
import { drawIcons, icon } from "../view/icons.js";
import { watchSession } from "./session.js";

/**
 * The start page of staff: all customers, as links to their orders.
 *
 * @param {Viewer} viewer
 */
export async function showCustomers(viewer) {
  const page = watchSession({ renew: draw, known: viewer });
  drawIcons();
  byId("retry").addEventListener("click", draw);
  show(byId("choose"), true);
  await page.viewer();
  await draw();

  async function draw() {
    show(byId("failed"), false);
    try {
      const customers = await readCustomers();
      byId("customers").replaceChildren(...customers.map(card));
      show(byId("empty"), customers.length === 0);
    } catch (error) {
      const { status, title } = Refusal.of(error);
      if (await page.refused(status)) return;
      text(byId("why"), title);
      show(byId("failed"), true);
    } finally {
      show(byId("loading"), false);
    }
  }
}

/** @param {Customer} customer */
function card({ id, name }) {
  const letter = [...name.trim()][0] ?? "?";
  return h("li", {}, [
    h("a", { class: "person", href: ordersHref({ role: "staff" }, id) }, [
      h("span", { class: "person-letter", "aria-hidden": "true" }, [letter]),
      h("bdi", { class: "person-name" }, [name]),
      icon("go"),
    ]),
  ]);
}
