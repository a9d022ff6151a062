/**
 * How the state of an order or a parcel is shown: words, colour and icon. A state that is not in the tables, from
 * a newer service, is shown in plain letters.
 *
 * @import { Headline, Order, Shipment, ShipmentStatus } from "../../../wire.js"
 */

import { parcelsInTrouble } from "./trouble.js";
import { HEADLINES, ITEMS, PARCELS, PROBLEM } from "./words.js";

/** @typedef {"plain" | "moving" | "good" | "warn" | "bad" | "over"} Mood the colour and icon a status gets beside its word */

/** @type {Record<Headline | ShipmentStatus, Mood>} */
const MOODS = {
  PLACED: "plain",
  CONFIRMED: "plain",
  PREPARING: "plain",
  PACKED: "plain",
  PARTIALLY_SHIPPED: "moving",
  SHIPPED: "moving",
  PICKED_UP: "moving",
  IN_TRANSIT: "moving",
  OUT_FOR_DELIVERY: "moving",
  READY_FOR_PICKUP: "moving",
  PARTIALLY_DELIVERED: "moving",
  DELIVERED: "good",
  ON_HOLD: "warn",
  ATTEMPT_FAILED: "warn",
  RETURNING: "warn",
  PROBLEM: "bad",
  EXCEPTION: "bad",
  LOST: "bad",
  CANCELLED: "over",
  RETURNED: "over",
  RETURNED_TO_SENDER: "over",
};

/** @typedef {"box" | "check" | "truck" | "pin" | "pause" | "alert" | "cross" | "back"} IconName */

/** @type {Record<Mood, IconName>} */
const MOOD_ICONS = {
  plain: "box",
  moving: "truck",
  good: "check",
  warn: "alert",
  bad: "alert",
  over: "cross",
};

/** @type {Partial<Record<string, IconName>>} where the mood's icon would say too little */
const ICONS = {
  READY_FOR_PICKUP: "pin",
  ON_HOLD: "pause",
  RETURNED: "back",
  RETURNING: "back",
  RETURNED_TO_SENDER: "back",
};

/**
 * @param {Pick<Order, "headline" | "lines" | "shipments">} order
 * @param {boolean} isOwn whether the reader is the customer
 */
export function sentence(order, isOwn) {
  const problem = namedProblem(order);
  if (problem) return PROBLEM.long(problem);
  const words = HEADLINES[/** @type {Headline} */ (order.headline)];
  return (isOwn ? words?.long : words?.others) ?? plain(order.headline);
}

/** @param {Pick<Order, "headline" | "lines" | "shipments">} order */
export function shortHeadline(order) {
  const short = HEADLINES[/** @type {Headline} */ (order.headline)]?.short;
  return plain(namedProblem(order)) || (short ?? plain(order.headline));
}

/**
 * @param {Pick<Order, "headline" | "lines" | "shipments">} order
 * @returns {string} as in "problem with parcel 4 of 8"; empty if there is none, or only one parcel
 */
function namedProblem(order) {
  const [first, ...others] = parcelsInTrouble(order);
  const all = order.shipments.length;
  if (!first || all === 1) return "";
  return others.length > 0
    ? PROBLEM.several(others.length + 1, all)
    : PROBLEM.one(parcelNumber(first.id), all);
}

/**
 * @param {string} id as in "S2"
 * @returns {string} as in "2"
 */
export function parcelNumber(id) {
  return id.replace(/^S(?=\d)/, "");
}

/** @param {Pick<Shipment, "status">} shipment */
export function parcelStatus(shipment) {
  return PARCELS[/** @type {ShipmentStatus} */ (shipment.status)] ?? plain(shipment.status);
}

/**
 * @param {string} word a headline or the status of a parcel
 * @returns {Mood}
 */
export function mood(word) {
  return MOODS[/** @type {Headline} */ (word)] ?? "plain";
}

/**
 * @param {string} word a headline or the status of a parcel
 * @returns {IconName}
 */
export function iconOf(word) {
  return ICONS[word] ?? MOOD_ICONS[mood(word)];
}

/**
 * @param {string} word
 * @returns {string} HELD_AT_CUSTOMS as "Held at customs"
 */
export function plain(word) {
  const words = String(word)
    .replaceAll(/[_\s]+/g, " ")
    .trim()
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** @param {Pick<Order, "headline">} order */
export function isDone(order) {
  return ["DELIVERED", "CANCELLED", "RETURNED"].includes(order.headline);
}

/**
 * @param {Pick<Order, "lines">} order
 * @returns {string} as in "2 × Desk lamp and 1 more item"
 */
export function summary(order) {
  const [first, ...others] = order.lines;
  if (!first) return ITEMS.none;
  const lead = ITEMS.of(first.quantity, first.name);
  if (others.length === 0) return lead;
  const more = others.reduce((sum, line) => sum + line.quantity, 0);
  return lead + ITEMS.andMore(more);
}
