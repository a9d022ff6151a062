/**
 * All words that the scripts show to people: orders and parcels here, the rest in messages.js, the names of days
 * in lib/times.js. The words that a page has from the beginning stand in its HTML.
 *
 * @import { EventType, Headline, ShipmentStatus } from "../../../wire.js"
 */

/**
 * `long` for the customer, `others` for staff and guests, `short` for lists.
 *
 * @type {Record<Headline, { long: string, others: string, short: string }>}
 */
export const HEADLINES = {
  PLACED: { long: "We have your order", others: "Order received", short: "Order received" },
  CONFIRMED: { long: "Your order is confirmed", others: "Order is confirmed", short: "Confirmed" },
  PREPARING: { long: "We are packing your order", others: "Order is being packed", short: "Being packed" },
  PARTIALLY_SHIPPED: {
    long: "Part of your order is on its way",
    others: "Part of the order is on its way",
    short: "Partly on its way",
  },
  SHIPPED: { long: "Your order is on its way", others: "Order is on its way", short: "On its way" },
  OUT_FOR_DELIVERY: {
    long: "Your order is out for delivery",
    others: "Order is out for delivery",
    short: "Out for delivery",
  },
  READY_FOR_PICKUP: {
    long: "Your order is ready for you to pick up",
    others: "Order is ready to pick up",
    short: "Ready to pick up",
  },
  PARTIALLY_DELIVERED: {
    long: "Part of your order has arrived",
    others: "Part of the order has arrived",
    short: "Partly delivered",
  },
  DELIVERED: {
    long: "Your order has been delivered",
    others: "Order has been delivered",
    short: "Delivered",
  },
  PROBLEM: {
    long: "There is a problem with your delivery",
    others: "There is a problem with the delivery",
    short: "Delivery problem",
  },
  ON_HOLD: { long: "Your order is on hold", others: "Order is on hold", short: "On hold" },
  CANCELLED: { long: "Your order was cancelled", others: "Order was cancelled", short: "Cancelled" },
  RETURNED: {
    long: "Your order came back to us",
    others: "Order came back to the shop",
    short: "Returned to us",
  },
};

/** A problem names its parcel where there are several. */
export const PROBLEM = {
  one: (/** @type {string} */ number, /** @type {number} */ all) => `problem with parcel ${number} of ${all}`,
  several: (/** @type {number} */ count, /** @type {number} */ all) =>
    `problem with ${count} of ${all} parcels`,
  long: (/** @type {string} */ problem) => `There is a ${problem}`,
};

/** @type {Record<ShipmentStatus, string>} */
export const PARCELS = {
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

/** @type {Record<EventType, string>} */
export const EVENTS = {
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

/** @type {Partial<Record<string, string>>} */
export const PARTIES = {
  carrier: "the carrier",
  retailer: "the shop",
  consignee: "the recipient",
  customs: "customs",
  weather: "the weather",
};

export const HISTORY = {
  delayed: "Delivery delayed",
  handedTo: (/** @type {string} */ carrier) => `Handed to ${carrier}`,
  cause: (/** @type {string} */ party) => `Cause: ${party}`,
  recordedLater: (/** @type {string} */ when) => `recorded later: ${when}`,
  undated: "Undated",
  ownTime: (/** @type {string} */ when) => `${when} your time`,
};

export const STEPS = {
  placed: "Placed",
  preparing: "Preparing",
  shipped: "Shipped",
  out: "Out for delivery",
  pickup: "Ready for pick-up",
  delivered: "Delivered",
  problem: "Problem",
  hold: "On hold",
  cancelled: "Cancelled",
  returned: "Returned",
};

/** Read aloud after the name of a step. */
export const STEP_STATES = { done: "done", now: "now", ahead: "still to come", branch: "now" };

export const ITEMS = {
  none: "No items",
  of: (/** @type {number} */ quantity, /** @type {string} */ name) => `${quantity} × ${name}`,
  unnamed: (/** @type {number} */ line) => `item ${line}`,
  andMore: (/** @type {number} */ more) => ` and ${more} more ${more === 1 ? "item" : "items"}`,
  notPacked: "Not packed yet",
  someNotPacked: (/** @type {number} */ quantity) => `${quantity} not packed yet`,
  cancelled: "Cancelled",
  someCancelled: (/** @type {number} */ quantity) => `${quantity} cancelled`,
};

export const PARCEL = {
  name: (/** @type {string} */ number) => `Parcel ${number}`,
  carrier: "Carrier",
  trackingNumber: "Tracking number",
  contents: "In this parcel",
  copy: "Copy",
  copied: "Copied",
  copyNumber: (/** @type {string} */ number) => `Copy tracking number ${number}`,
};

export const ETA = {
  expected: "Expected",
  nowExpected: "Now expected",
  wasExpected: "Was expected",
  pickup: "Pick up until",
  delayed: "Delayed",
  late: "We are late, no new date yet",
  utc: "UTC",
  zone: (/** @type {string} */ city) => `${city} time`,
};

export const ORDERS = {
  own: "Your orders",
  of: (/** @type {string} */ customer) => `Orders of ${customer}`,
  noneOwn: "When you order something, it appears here by itself.",
  noneOf: "When this customer orders something, it appears here by itself.",
  allOwn: "All your orders",
  allOf: (/** @type {string} */ customer) => `All orders of ${customer}`,
  active: (/** @type {number} */ count) => ` (${count} on the go)`,
  shared: (/** @type {string} */ id) => `Order ${id}`,
  progress: "Progress",
  updated: "Updated ",
  news: (/** @type {number} */ count) => `${count} orders have news.`,
  link: (/** @type {string[]} */ ...words) => words.join(", "),
  more: "Show more",
  showDone: "Show finished orders",
};

export const TITLES = {
  order: "Order",
  notShown: "Order not shown",
  site: (/** @type {string} */ title) => `${title} · Waybill`,
};

export const CONNECTION = {
  live: "Live",
  connecting: "Connecting…",
  reconnecting: "Reconnecting…",
  catchingUp: "Catching up…",
  offline: "Offline",
  ended: "Updates ended",
  asOf: (/** @type {string} */ state, /** @type {string} */ when) => `${state}, as of ${when}`,
};

/** @type {Partial<Record<string, string>>} by the reason why a stream ended */
export const ENDINGS = { logout: "Signed out", expired: "Session expired", revoked: "Access ended" };
