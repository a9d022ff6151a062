/** @import { EventType, Headline, Order, OrderEvent } from "../../../wire.js" */

import { inSentence, isElsewhere, moment } from "../lib/times.js";
import { parcelsInTrouble } from "./trouble.js";
import { HISTORY } from "./words.js";

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
 * @param {Pick<Order, "headline" | "destination" | "lines" | "shipments">} order
 * @param {readonly OrderEvent[]} history ascending
 * @param {number | null} now null for paper
 * @returns {string | null}
 */
export function explanation(order, history, now) {
  const types = BEHIND[/** @type {Headline} */ (order.headline)] ?? [];
  const troubled = parcelsInTrouble(order).map((shipment) => shipment.id);
  const event = history.findLast(
    ({ type, late, shipmentId }) =>
      !late &&
      types.includes(/** @type {EventType} */ (type)) &&
      (troubled.length === 0 || troubled.includes(shipmentId ?? "")),
  );
  if (!event) return null;
  const { reason, location } = event.data ?? {};
  const when = order.headline === "DELIVERED" ? inSentence(ownTime(event.occurredAt, order, now)) : null;
  const words = [when, location, reason].filter(Boolean).join(" · ");
  return words ? words.charAt(0).toUpperCase() + words.slice(1) : null;
}

/**
 * @param {string} time
 * @param {Pick<Order, "destination">} order
 * @param {number | null} now
 * @returns {string} in the reader's time, which it names where the destination's differs
 */
function ownTime(time, { destination }, now) {
  const words = moment(time, now);
  return isElsewhere(time, destination.timeZone) ? HISTORY.ownTime(words) : words;
}
