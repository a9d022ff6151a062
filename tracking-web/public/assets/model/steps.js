/**
 * How far an order is, on the five steps a customer sees, and the one branch it may have taken.
 *
 * @import { Headline, Order, Shipment, ShipmentStatus } from "../../../wire.js"
 */

import { STEPS } from "./words.js";

/** @typedef {"placed" | "preparing" | "shipped" | "out" | "delivered"} StepName */
/** @typedef {"problem" | "hold" | "cancelled" | "returned"} BranchName */
/** @typedef {{ name: StepName | BranchName, label: string, state: "done" | "now" | "ahead" | "branch" }} Step */

/** @type {readonly StepName[]} */
const NAMES = ["placed", "preparing", "shipped", "out", "delivered"];

/**
 * The step of each headline; for a branch the parcels decide how far the order is.
 *
 * @type {Record<Headline, number | BranchName>}
 */
const BY_HEADLINE = {
  PLACED: 0,
  CONFIRMED: 0,
  PREPARING: 1,
  PARTIALLY_SHIPPED: 2,
  SHIPPED: 2,
  OUT_FOR_DELIVERY: 3,
  READY_FOR_PICKUP: 3,
  // The parcels that have not come yet are on their way: no parcel is out for delivery, or the headline would say so.
  PARTIALLY_DELIVERED: 2,
  DELIVERED: 4,
  PROBLEM: "problem",
  ON_HOLD: "hold",
  CANCELLED: "cancelled",
  RETURNED: "returned",
};

/** @type {Record<ShipmentStatus, number>} */
const BY_PARCEL = {
  PACKED: 1,
  CANCELLED: 1,
  PICKED_UP: 2,
  IN_TRANSIT: 2,
  EXCEPTION: 2,
  RETURNING: 2,
  RETURNED_TO_SENDER: 2,
  LOST: 2,
  OUT_FOR_DELIVERY: 3,
  ATTEMPT_FAILED: 3,
  READY_FOR_PICKUP: 3,
  DELIVERED: 4,
};

/** @type {Partial<Record<BranchName, readonly string[]>>} the parcels a branch is about; otherwise all */
const CONCERNED = {
  problem: ["EXCEPTION", "ATTEMPT_FAILED", "LOST"],
  returned: ["RETURNING", "RETURNED_TO_SENDER"],
};

/**
 * @param {Pick<Order, "headline" | "status" | "shipments">} order
 * @returns {{ reached: number, branch: BranchName | null }}
 */
export function progress(order) {
  const place = BY_HEADLINE[/** @type {Headline} */ (order.headline)];
  if (typeof place === "number") return { reached: place, branch: null };
  const branch = place ?? null;
  const about = branch && CONCERNED[branch];
  const parcels = order.shipments.filter((shipment) => !about || about.includes(shipment.status));
  const start = order.status === "IN_FULFILMENT" ? 1 : 0;
  return { reached: Math.max(start, ...parcels.map(reachedBy)), branch };
}

/** @param {Pick<Shipment, "status">} shipment */
function reachedBy(shipment) {
  return BY_PARCEL[/** @type {ShipmentStatus} */ (shipment.status)] ?? 1;
}

/**
 * The steps to draw. A problem or a hold stands between what was reached and what is still to come; after
 * a cancellation or a return no step is to come.
 *
 * @param {Pick<Order, "headline" | "status" | "shipments">} order
 * @returns {Step[]}
 */
export function steps(order) {
  const { reached, branch } = progress(order);
  const all = NAMES.map((name, index) => step(order, name, stateOf(index, reached, branch)));
  if (!branch) return all;
  const isEnd = branch === "cancelled" || branch === "returned";
  const ahead = isEnd ? [] : all.slice(reached + 1);
  return [...all.slice(0, reached + 1), { name: branch, label: STEPS[branch], state: "branch" }, ...ahead];
}

/**
 * @param {number} index
 * @param {number} reached
 * @param {BranchName | null} branch
 */
function stateOf(index, reached, branch) {
  if (index > reached) return "ahead";
  return index < reached || branch || reached === NAMES.length - 1 ? "done" : "now";
}

/**
 * @param {Pick<Order, "headline">} order
 * @param {StepName} name
 * @param {Step["state"]} state
 * @returns {Step}
 */
function step(order, name, state) {
  const isPickup = name === "out" && order.headline === "READY_FOR_PICKUP";
  return { name, label: STEPS[isPickup ? "pickup" : name], state };
}
