/** @import { EventType, Headline, Order, OrderEvent } from "../../../wire.js" */

import { inSentence, moment } from "../lib/times.js";

/**
 * The changes that may explain a headline.
 *
 * @type {Partial<Record<Headline, readonly EventType[]>>}
 */
const BEHIND = {
  PROBLEM: ["shipment.exception", "shipment.attempt_failed", "shipment.lost"],
  ON_HOLD: ["order.held"],
  CANCELLED: ["order.cancelled", "order.lines_cancelled", "shipment.lost"],
  RETURNED: ["shipment.returned_to_sender"],
  READY_FOR_PICKUP: ["shipment.ready_for_pickup"],
  DELIVERED: ["shipment.delivered"],
};

/**
 * What the reader wants to know after the headline: why, where, when.
 *
 * @param {Pick<Order, "headline">} order
 * @param {readonly OrderEvent[]} history ascending
 * @param {number} now
 * @returns {string | null}
 */
export function explanation(order, history, now) {
  const types = BEHIND[/** @type {Headline} */ (order.headline)] ?? [];
  const event = history.findLast(
    ({ type, late }) => !late && types.includes(/** @type {EventType} */ (type)),
  );
  if (!event) return null;
  const { reason, location } = event.data ?? {};
  const when = order.headline === "DELIVERED" ? inSentence(moment(event.occurredAt, now)) : null;
  const words = [when, location, reason].filter(Boolean).join(" · ");
  return words ? words.charAt(0).toUpperCase() + words.slice(1) : null;
}
