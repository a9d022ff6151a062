/**
 * Applies one change to one order.
 *
 * @import { Line, Order, OrderEvent, OrderView, Shipment } from "../../../wire.js"
 */

/**
 * Merges into the order the small view that a change carries. A change that is not newer than the order is
 * already in it, so that applying a change twice, or a replay, is harmless.
 *
 * @param {Order} order
 * @param {OrderEvent} event
 * @returns {Order}
 */
export function merge(order, event) {
  if (event.version <= order.version) return order;
  const view = event.order;
  return {
    ...order,
    version: event.version,
    status: view.status,
    headline: view.headline,
    eta: view.eta ?? null,
    updatedAt: event.recordedAt,
    lines: order.lines.map((line) => withCancelled(line, view)),
    shipments: (view.shipments ?? []).map((now) => ({
      ...parcel(order, event, now.id),
      ...now,
    })),
  };
}

/**
 * The view names only lines of which something is cancelled; every other line has nothing cancelled.
 *
 * @param {Line} line
 * @param {OrderView} view
 * @returns {Line}
 */
function withCancelled(line, view) {
  const cancelled = view.cancelled?.find((entry) => entry.line === line.line)?.quantity ?? 0;
  return cancelled === line.cancelled ? line : { ...line, cancelled };
}

/**
 * What the view leaves out of a parcel: its lines, which only the packing names, and its tracking number, which the
 * packing or the pick-up names. A late scan does not replace a newer number.
 *
 * @param {Order} order
 * @param {OrderEvent} event
 * @param {string} id
 * @returns {Omit<Shipment, "status">}
 */
function parcel(order, event, id) {
  const known = order.shipments.find((shipment) => shipment.id === id);
  const own = event.shipmentId === id ? event.data : {};
  const trackingNumber =
    event.late && known?.trackingNumber
      ? known.trackingNumber
      : (own.trackingNumber ?? known?.trackingNumber);
  return {
    id,
    lines: known?.lines ?? own.lines ?? [],
    ...(known?.carrier ? { carrier: known.carrier } : {}),
    ...(trackingNumber ? { trackingNumber } : {}),
  };
}
