/** @import { OrderEvent } from "../../../wire.js" */

import { date, day } from "../lib/times.js";
import { HISTORY } from "./words.js";

/** @typedef {{ key: string, name: string, events: OrderEvent[] }} Day */

/**
 * The newest first, by the time when it happened, so that a scan that was recorded later stands in its place. The
 * days are those of the viewer.
 *
 * @param {readonly OrderEvent[]} history
 * @param {number | null} now null for paper
 * @returns {Day[]}
 */
export function byDay(history, now) {
  const sorted = [...history].sort((a, b) => at(b) - at(a) || b.version - a.version);
  /** @type {Map<string, Day>} */
  const days = new Map();
  for (const event of sorted) {
    const key = date(event.occurredAt);
    const found = days.get(key) ?? { key, name: day(event.occurredAt, now) || HISTORY.undated, events: [] };
    found.events.push(event);
    days.set(key, found);
  }
  return [...days.values()];
}

/** @param {OrderEvent} event */
function at(event) {
  return Date.parse(event.occurredAt) || 0;
}
