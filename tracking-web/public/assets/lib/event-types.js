/** @import { EventType } from "../../../wire.js" */

/**
 * Every change this version of the pages has words for. A native EventSource hands over named events only
 * to listeners of that name; the feed finds the others by their missing number.
 *
 * @type {readonly EventType[]}
 */
export const EVENT_TYPES = [
  "order.placed",
  "order.confirmed",
  "order.released",
  "order.held",
  "order.cancelled",
  "order.lines_cancelled",
  "order.eta_changed",
  "order.note_added",
  "shipment.packed",
  "shipment.picked_up",
  "shipment.in_transit",
  "shipment.out_for_delivery",
  "shipment.attempt_failed",
  "shipment.ready_for_pickup",
  "shipment.delivered",
  "shipment.exception",
  "shipment.returning",
  "shipment.returned_to_sender",
  "shipment.lost",
  "shipment.cancelled",
];
