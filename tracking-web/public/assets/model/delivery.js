/**
 * What may be said about when an order comes. A window is told in the destination's time and names its place where
 * the reader's clock shows another time.
 *
 * @import { Destination, Eta, Order, OrderEvent } from "../../../wire.js"
 * @import { Mood } from "./status.js"
 */

import { inSentence, isElsewhere, isKnownZone, range } from "../lib/times.js";
import { isDone, mood } from "./status.js";
import { ETA } from "./words.js";

/**
 * @typedef {object} Delivery
 * @property {string} label what the window is: "Expected", "Was expected"
 * @property {string} window
 * @property {string} zone whose time that is; empty where the reader's clock shows the same
 * @property {string} warning empty for none
 */

/**
 * @param {Order} order
 * @param {readonly OrderEvent[]} history ascending; empty where it is not known
 * @param {number} now
 * @param {number | null} [today] null for paper
 * @param {string} [own] the reader's zone
 * @returns {Delivery | null} null where nothing is known or nothing is to come
 */
export function delivery(order, history, now, today = now, own = undefined) {
  const { eta, destination } = order;
  if (!eta || isDone(order)) return null;
  const isPickup = order.headline === "READY_FOR_PICKUP";
  if (isPickup && (!isForPickup(history) || isOver(eta, now))) return null;
  const shown = isPickup ? { ...eta, from: eta.until } : eta;
  const { words, zone } = windowWords(shown, destination, today, own);
  if (isPickup) return { label: ETA.pickup, window: words, zone, warning: "" };
  return { label: labelOf(order, eta, now), window: words, zone, warning: warningOf(eta, now) };
}

/**
 * A window that was set after the parcel arrived at the pick-up point says until when it waits there. An older one
 * was meant for the door.
 *
 * @param {readonly OrderEvent[]} history
 */
function isForPickup(history) {
  const last = (/** @type {string} */ type) => history.findLastIndex((event) => event.type === type);
  return last("order.eta_changed") > last("shipment.ready_for_pickup");
}

/**
 * @param {Order} order
 * @param {Eta} eta
 * @param {number} now
 */
function labelOf(order, eta, now) {
  if (!isUnderWay(order) || isOver(eta, now)) return ETA.wasExpected;
  return eta.delayed ? ETA.nowExpected : ETA.expected;
}

/**
 * While an order waits for a decision or a parcel goes back, no date is firm.
 *
 * @param {Order} order
 */
function isUnderWay({ headline, shipments }) {
  return (
    !["ON_HOLD", "PROBLEM"].includes(headline) &&
    !shipments.some((shipment) => shipment.status === "RETURNING")
  );
}

/**
 * @param {Eta} eta
 * @param {number} now
 */
function warningOf(eta, now) {
  if (isOver(eta, now)) return ETA.late;
  return eta.delayed ? ETA.delayed : "";
}

/**
 * @param {Eta} eta
 * @param {number} now
 */
function isOver({ until }, now) {
  return Date.parse(until) < now;
}

/**
 * @param {Eta} eta
 * @param {Destination} destination
 * @param {number | null} today
 * @param {string} [own]
 * @returns {{ words: string, zone: string }}
 */
export function windowWords(eta, { city, timeZone }, today, own) {
  return { words: range(eta, timeZone, today, own), zone: zoneWords(eta, city, timeZone, own) };
}

/**
 * @param {Eta} eta
 * @param {string} city
 * @param {string} timeZone
 * @param {string | undefined} own
 */
function zoneWords({ from, until }, city, timeZone, own) {
  if (!isKnownZone(timeZone)) return ETA.utc;
  const differs = isElsewhere(from, timeZone, own) || isElsewhere(until, timeZone, own);
  return differs ? ETA.zone(city) : "";
}

/**
 * @param {Delivery} delivery
 * @returns {string} as one line of a list: a firm window speaks for itself, any other says what it was
 */
export function inList({ label, window }) {
  return label === ETA.expected ? window : `${label} ${inSentence(window)}`;
}

/**
 * An order that is late is no longer shown in the calm colours of one on its way.
 *
 * @param {Order} order
 * @param {number} now
 * @returns {Mood}
 */
export function orderMood(order, now) {
  const own = mood(order.headline);
  const isLate = delivery(order, [], now)?.warning === ETA.late;
  return isLate && (own === "plain" || own === "moving") ? "warn" : own;
}
