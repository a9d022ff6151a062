/**
 * Which of the ordered items are packed, and which orders are done.
 *
 * @import { Line, Order } from "../../../wire.js"
 */

/** The contents of these parcels can be sent again. */
const GIVE_BACK = ["CANCELLED", "LOST", "RETURNED_TO_SENDER"];

/**
 * @param {Pick<Order, "lines" | "shipments">} order
 * @param {Line} line
 * @returns {number} ordered - cancelled - what sits in parcels
 */
export function unpackedQuantity(order, line) {
  const packed = order.shipments
    .filter((shipment) => !GIVE_BACK.includes(shipment.status))
    .flatMap((shipment) => shipment.lines)
    .filter((entry) => entry.line === line.line)
    .reduce((sum, entry) => sum + entry.quantity, 0);
  return Math.max(0, line.quantity - line.cancelled - packed);
}

/**
 * Active orders and those that are done, each with the latest placed first. So an order keeps its place while the
 * list is read.
 *
 * @param {Iterable<Order>} orders
 * @param {(order: Order) => boolean} isDone
 */
export function activeAndDone(orders, isDone) {
  const sorted = [...orders].sort((a, b) => b.placedAt.localeCompare(a.placedAt) || a.id.localeCompare(b.id));
  return { active: sorted.filter((order) => !isDone(order)), done: sorted.filter(isDone) };
}
