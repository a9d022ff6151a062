/**
 * What customers read for the words of the contract. A word that is not here, from a newer service,
 * is shown in plain letters.
 *
 * @import { Headline, Order, Shipment, ShipmentStatus } from "../../../wire.js"
 */

/** @type {Record<Headline, { long: string, short: string }>} */
const HEADLINES = {
  PLACED: { long: "We have your order", short: "Order received" },
  CONFIRMED: { long: "Your order is confirmed", short: "Confirmed" },
  PREPARING: { long: "We are packing your order", short: "Being packed" },
  PARTIALLY_SHIPPED: { long: "Part of your order is on its way", short: "Partly on its way" },
  SHIPPED: { long: "Your order is on its way", short: "On its way" },
  OUT_FOR_DELIVERY: { long: "Your order is out for delivery", short: "Out for delivery" },
  READY_FOR_PICKUP: { long: "Your order is ready for you to pick up", short: "Ready to pick up" },
  PARTIALLY_DELIVERED: { long: "Part of your order has arrived", short: "Partly delivered" },
  DELIVERED: { long: "Your order has been delivered", short: "Delivered" },
  PROBLEM: { long: "There is a problem with your delivery", short: "Delivery problem" },
  ON_HOLD: { long: "Your order is on hold", short: "On hold" },
  CANCELLED: { long: "Your order was cancelled", short: "Cancelled" },
  RETURNED: { long: "Your order came back to us", short: "Returned to us" },
};

/** @type {Record<ShipmentStatus, string>} */
const PARCELS = {
  PACKED: "Packed",
  PICKED_UP: "Handed to the carrier",
  IN_TRANSIT: "On its way",
  OUT_FOR_DELIVERY: "Out for delivery",
  ATTEMPT_FAILED: "Delivery attempt failed",
  READY_FOR_PICKUP: "Ready to pick up",
  DELIVERED: "Delivered",
  EXCEPTION: "Problem on the way",
  RETURNING: "On its way back to us",
  RETURNED_TO_SENDER: "Came back to us",
  LOST: "Lost",
  CANCELLED: "Cancelled",
};

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

/** @param {Pick<Order, "headline">} order */
export function sentence(order) {
  return HEADLINES[/** @type {Headline} */ (order.headline)]?.long ?? plain(order.headline);
}

/** @param {Pick<Order, "headline">} order */
export function shortHeadline(order) {
  return HEADLINES[/** @type {Headline} */ (order.headline)]?.short ?? plain(order.headline);
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
  if (!first) return "No items";
  const lead = `${first.quantity} × ${first.name}`;
  if (others.length === 0) return lead;
  const more = others.reduce((sum, line) => sum + line.quantity, 0);
  return `${lead} and ${more} more ${more === 1 ? "item" : "items"}`;
}
