/**
 * The parcels of an order: carrier, number, status, contents.
 *
 * @import { Order, Shipment } from "../../../wire.js"
 * @import { Fresh } from "../model/state.js"
 */

import { attribute, byId, each, h, part, show, text } from "../lib/dom.js";
import { iconOf, mood, parcelStatus } from "../model/status.js";
import { item, parcelName } from "../model/story.js";
import { troubleFirst } from "../model/trouble.js";
import { PARCEL } from "../model/words.js";
import { freshness } from "./freshness.js";
import { icon, setIcon } from "./icons.js";

/** The button says "Copied" for so long, ms. */
const COPIED_PERIOD = 2500;

/**
 * @param {Order} order
 * @param {Fresh | null} fresh
 */
export function drawParcels(order, fresh) {
  show(byId("parcels-part"), order.shipments.length > 0);
  each(
    byId("parcels"),
    troubleFirst(order),
    (shipment) => shipment.id,
    make,
    (node, shipment) => fill(node, shipment, order, fresh),
  );
}

function make() {
  const copy = h("button", { type: "button", class: "copy" }, [PARCEL.copy]);
  const node = h("li", { class: "parcel card" }, [
    h("div", { class: "parcel-head" }, [
      h("h3", { class: "parcel-name" }),
      h("p", { class: "pill" }, [icon("box"), h("span", { class: "pill-word" })]),
    ]),
    h("dl", { class: "facts" }, [
      h("div", { class: "fact fact-carrier" }, [
        h("dt", {}, [PARCEL.carrier]),
        h("dd", {}, [h("bdi", { class: "carrier" })]),
      ]),
      h("div", { class: "fact fact-number" }, [
        h("dt", {}, [PARCEL.trackingNumber]),
        h("dd", { class: "tracking" }, [h("code", { class: "number", dir: "ltr" }), copy]),
      ]),
    ]),
    h("ul", { class: "contents", "aria-label": PARCEL.contents }),
  ]);
  copy.addEventListener("click", () => copyNumber(node, copy));
  return node;
}

/**
 * @param {HTMLElement} node
 * @param {Shipment} shipment
 * @param {Order} order
 * @param {Fresh | null} fresh
 */
function fill(node, shipment, order, fresh) {
  attribute(node, "data-mood", mood(shipment.status));
  attribute(node, "data-fresh", freshness(fresh?.shipmentId === shipment.id ? fresh.version : undefined));
  text(part(node, "parcel-name"), parcelName(shipment.id));
  text(part(node, "pill-word"), parcelStatus(shipment));
  setIcon(part(node, "icon"), iconOf(shipment.status));
  show(part(node, "facts"), !!(shipment.carrier || shipment.trackingNumber));
  show(part(node, "fact-carrier"), !!shipment.carrier);
  text(part(node, "carrier"), shipment.carrier ?? "");
  show(part(node, "fact-number"), !!shipment.trackingNumber);
  text(part(node, "number"), shipment.trackingNumber ?? "");
  const copy = part(node, "copy");
  show(copy, "clipboard" in navigator);
  attribute(copy, "aria-label", PARCEL.copyNumber(shipment.trackingNumber ?? ""));
  each(
    part(node, "contents"),
    shipment.lines,
    (entry) => String(entry.line),
    () => h("li", { dir: "auto" }),
    (row, entry) => text(row, item(entry, order)),
  );
}

/**
 * @param {HTMLElement} node
 * @param {HTMLElement} copy
 */
async function copyNumber(node, copy) {
  const number = part(node, "number");
  try {
    await navigator.clipboard.writeText(number.textContent ?? "");
    text(copy, PARCEL.copied);
    setTimeout(() => text(copy, PARCEL.copy), COPIED_PERIOD);
  } catch {
    // Copying is not allowed: the number is selected, so that one key copies it.
    getSelection()?.selectAllChildren(number);
  }
}
