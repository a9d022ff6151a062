/**
 * One change in words, for the timeline.
 *
 * @import { EventType, Order, OrderEvent, Quantity } from "../../../wire.js"
 */

import { range } from "../lib/times.js";
import { plain } from "./words.js";

/**
 * @typedef {object} Story
 * @property {string} title what happened
 * @property {string | null} parcel which parcel, where there are several
 * @property {string | null} place where
 * @property {string | null} reason why, in somebody's own words
 * @property {string | null} note a message, in somebody's own words
 * @property {string[]} details facts that belong to it: items, the new delivery window
 * @property {boolean} late recorded after something that happened later
 * @property {"plain" | "good" | "warn" | "bad"} tone
 */

/** @type {Record<EventType, string>} */
const TITLES = {
  "order.placed": "Order placed",
  "order.confirmed": "Order confirmed",
  "order.released": "Hold lifted, work goes on",
  "order.held": "Order put on hold",
  "order.cancelled": "Order cancelled",
  "order.lines_cancelled": "Items cancelled",
  "order.eta_changed": "New delivery window",
  "order.note_added": "Message from the shop",
  "shipment.packed": "Parcel packed",
  "shipment.picked_up": "Handed to the carrier",
  "shipment.in_transit": "On its way",
  "shipment.out_for_delivery": "Out for delivery",
  "shipment.attempt_failed": "Delivery attempt failed",
  "shipment.ready_for_pickup": "Ready to pick up",
  "shipment.delivered": "Delivered",
  "shipment.exception": "Problem on the way",
  "shipment.returning": "On its way back to us",
  "shipment.returned_to_sender": "Came back to us",
  "shipment.lost": "Parcel lost",
  "shipment.cancelled": "Parcel cancelled",
};

/** @type {Partial<Record<string, Story["tone"]>>} */
const TONES = {
  "order.held": "warn",
  "order.cancelled": "bad",
  "order.lines_cancelled": "warn",
  "shipment.attempt_failed": "warn",
  "shipment.delivered": "good",
  "shipment.exception": "bad",
  "shipment.returning": "warn",
  "shipment.lost": "bad",
  "shipment.cancelled": "warn",
};

/** @type {Partial<Record<string, string>>} */
const PARTIES = {
  carrier: "the carrier",
  retailer: "the shop",
  consignee: "the recipient",
  customs: "customs",
  weather: "the weather",
};

/**
 * @param {OrderEvent} event
 * @param {Order} order
 * @param {number} now
 * @returns {Story}
 */
export function story(event, order, now) {
  const data = event.data ?? {};
  const hasSeveral = order.shipments.length > 1;
  const delayed = event.type === "order.eta_changed" && !!data.eta?.delayed;
  return {
    title: title(event, delayed),
    parcel: event.shipmentId && hasSeveral ? parcelName(event.shipmentId) : null,
    place: data.location ?? null,
    reason: data.reason ?? null,
    note: data.text ?? null,
    details: details(event, order, now),
    late: event.late === true,
    tone: delayed ? "warn" : (TONES[event.type] ?? "plain"),
  };
}

/**
 * @param {OrderEvent} event
 * @param {boolean} delayed
 */
function title(event, delayed) {
  if (delayed) return "Delivery delayed";
  if (event.type === "shipment.picked_up" && event.data?.carrier) return `Handed to ${event.data.carrier}`;
  return TITLES[/** @type {EventType} */ (event.type)] ?? plain(event.type.split(".").at(-1) ?? event.type);
}

/**
 * @param {OrderEvent} event
 * @param {Order} order
 * @param {number} now
 */
function details(event, order, now) {
  const data = event.data ?? {};
  const party = data.party && `Cause: ${PARTIES[data.party] ?? plain(data.party)}`;
  const eta =
    event.type === "order.eta_changed" && data.eta && range(data.eta, order.destination.timeZone, now);
  const lines = event.type === "order.placed" ? [] : (data.lines ?? []);
  return [...(party ? [party] : []), ...(eta ? [eta] : []), ...lines.map((entry) => item(entry, order))];
}

/**
 * @param {Quantity} entry
 * @param {Pick<Order, "lines">} order
 * @returns {string} as in "2 × Desk lamp"
 */
export function item(entry, order) {
  const name = order.lines.find((line) => line.line === entry.line)?.name ?? `item ${entry.line}`;
  return `${entry.quantity} × ${name}`;
}

/**
 * @param {string} id as in "S2"
 * @returns {string} as in "Parcel 2"
 */
export function parcelName(id) {
  return `Parcel ${id.replace(/^S(?=\d)/, "")}`;
}
