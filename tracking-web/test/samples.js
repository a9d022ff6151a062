/**
 * Orders and changes to test with.
 *
 * @import { Order, OrderEvent, OrderView } from "../wire.js"
 */

/**
 * @param {Partial<Order>} [with_]
 * @returns {Order}
 */
export function anOrder(with_ = {}) {
  return {
    id: "WB-1",
    customerId: "ada",
    version: 1,
    status: "PLACED",
    headline: "PLACED",
    placedAt: "2026-11-20T09:12:00Z",
    updatedAt: "2026-11-20T09:12:00Z",
    eta: null,
    destination: { city: "Leipzig", country: "DE", timeZone: "Europe/Berlin" },
    lines: [
      { line: 1, sku: "LAMP-2", name: "Desk lamp", quantity: 2, cancelled: 0 },
      { line: 2, sku: "INK-1", name: "Ink", quantity: 3, cancelled: 0 },
    ],
    shipments: [],
    ...with_,
  };
}

/**
 * @param {number} version
 * @param {Partial<Omit<OrderEvent, "order">> & { order?: Partial<OrderView> }} [with_]
 * @returns {OrderEvent}
 */
export function aChange(version, with_ = {}) {
  return {
    type: "order.confirmed",
    orderId: "WB-1",
    version,
    occurredAt: `2026-11-21T10:${String(version % 60).padStart(2, "0")}:00Z`,
    recordedAt: `2026-11-21T10:${String(version % 60).padStart(2, "0")}:00Z`,
    actor: { kind: "staff" },
    data: {},
    ...with_,
    order: {
      version,
      status: "CONFIRMED",
      headline: "CONFIRMED",
      eta: null,
      shipments: [],
      cancelled: [],
      ...with_.order,
    },
  };
}
