/**
 * One change in words, for the timeline.
 *
 * @import { Eta, EventType, Order, OrderEvent, Quantity } from "../../../wire.js"
 */

import { windowWords } from "./delivery.js";
import { parcelNumber, plain } from "./status.js";
import { EVENTS, HISTORY, ITEMS, PARCEL, PARTIES } from "./words.js";

/**
 * @typedef {object} Story
 * @property {string} title what happened
 * @property {string | null} parcel which parcel, where there are several
 * @property {string | null} place where
 * @property {string | null} reason why, as staff or the carrier wrote it
 * @property {string | null} note a message, as the shop wrote it
 * @property {string[]} details facts that belong to it: items, the new delivery window
 * @property {boolean} late recorded after something that happened later
 * @property {"plain" | "good" | "warn" | "bad"} tone
 */

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

/**
 * @param {OrderEvent} event
 * @param {Order} order
 * @param {number | null} now null for paper
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
  if (delayed) return HISTORY.delayed;
  if (event.type === "shipment.picked_up" && event.data?.carrier) return HISTORY.handedTo(event.data.carrier);
  return EVENTS[/** @type {EventType} */ (event.type)] ?? plain(event.type.split(".").at(-1) ?? event.type);
}

/**
 * @param {OrderEvent} event
 * @param {Order} order
 * @param {number | null} now
 */
function details(event, order, now) {
  const data = event.data ?? {};
  const party = data.party && HISTORY.cause(PARTIES[data.party] ?? plain(data.party));
  const eta = event.type === "order.eta_changed" && data.eta && window(data.eta, order, now);
  const lines = event.type === "order.placed" ? [] : (data.lines ?? []);
  return [...(party ? [party] : []), ...(eta ? [eta] : []), ...lines.map((entry) => item(entry, order))];
}

/**
 * @param {Eta} eta
 * @param {Order} order
 * @param {number | null} now
 */
function window(eta, { destination }, now) {
  const { words, zone } = windowWords(eta, destination, now);
  return zone ? `${words}, ${zone}` : words;
}

/**
 * @param {Quantity} entry
 * @param {Pick<Order, "lines">} order
 * @returns {string} as in "2 × Desk lamp"
 */
export function item(entry, order) {
  const name = order.lines.find((line) => line.line === entry.line)?.name ?? ITEMS.unnamed(entry.line);
  return ITEMS.of(entry.quantity, name);
}

/**
 * @param {string} id as in "S2"
 * @returns {string} as in "Parcel 2"
 */
export function parcelName(id) {
  return PARCEL.name(parcelNumber(id));
}
