/**
 * Which of the ordered things are where.
 *
 * @import { Line, Order } from "../../../wire.js"
 */

/** Parcels that give their contents back, so that they can be sent again. */
const GIVE_BACK = ["CANCELLED", "LOST", "RETURNED_TO_SENDER"];

/**
 * @param {Pick<Order, "lines" | "shipments">} order
 * @param {Line} line
 * @returns {number} ordered - cancelled - what sits in parcels
 */
export function open(order, line) {
  const packed = order.shipments
    .filter((shipment) => !GIVE_BACK.includes(shipment.status))
    .flatMap((shipment) => shipment.lines)
    .filter((entry) => entry.line === line.line)
    .reduce((sum, entry) => sum + entry.quantity, 0);
  return Math.max(0, line.quantity - line.cancelled - packed);
}

/**
 * Active orders first, then those that are done; within each the latest placed first, an order that does
 * not change while somebody reads.
 *
 * @param {Iterable<Order>} orders
 * @param {(order: Order) => boolean} isDone
 */
export function shelves(orders, isDone) {
  const sorted = [...orders].sort((a, b) => b.placedAt.localeCompare(a.placedAt) || a.id.localeCompare(b.id));
  return { active: sorted.filter((order) => !isDone(order)), done: sorted.filter(isDone) };
}
