/**
 * The parcels that are the problem of an order whose headline is PROBLEM.
 *
 * @import { Order, Shipment } from "../../../wire.js"
 */

import { unpackedQuantity } from "./contents.js";

/**
 * @param {Pick<Order, "headline" | "lines" | "shipments">} order
 * @returns {Shipment[]}
 */
export function parcelsInTrouble(order) {
  if (order.headline !== "PROBLEM") return [];
  return order.shipments.filter((shipment) => isInTrouble(shipment, order));
}

/**
 * A lost parcel is a problem until its items are packed again or cancelled.
 *
 * @param {Shipment} shipment
 * @param {Pick<Order, "lines" | "shipments">} order
 */
function isInTrouble({ status, lines }, order) {
  if (status !== "LOST") return status === "EXCEPTION" || status === "ATTEMPT_FAILED";
  const ordered = order.lines.filter((line) => lines.some((entry) => entry.line === line.line));
  return ordered.some((line) => unpackedQuantity(order, line) > 0);
}

/**
 * @param {Pick<Order, "headline" | "lines" | "shipments">} order
 * @returns {Shipment[]} all of them, those in trouble first
 */
export function troubleFirst(order) {
  const troubled = parcelsInTrouble(order);
  return [...troubled, ...order.shipments.filter((shipment) => !troubled.includes(shipment))];
}
