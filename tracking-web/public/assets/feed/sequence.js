/**
 * Where a page is in the sequence it follows. Cursors are `<epoch>-<number>`, the numbers of changes rise
 * by one: so a page, leader or follower, sees at once when it missed something, whatever the reason (an
 * unknown type that EventSource did not hand over, a message sent before it listened), and asks the history.
 *
 * @import { OrderEvent } from "../../../wire.js"
 */

/**
 * @typedef {object} Sequence
 * @property {string} cursor the last change told to the page
 * @property {string} head the newest cursor heard of; ahead of `cursor` something is missing
 */

/** @typedef {{ sequence: Sequence, events: readonly OrderEvent[], reset: boolean }} Step events to tell, in order */

/**
 * @param {string} cursor
 * @returns {Sequence}
 */
export function startAt(cursor) {
  return { cursor, head: cursor };
}

/** @param {Sequence} sequence */
export function isBehind(sequence) {
  return place(sequence.head) > place(sequence.cursor);
}

/**
 * A cursor was heard, with its change or without.
 *
 * @param {Sequence} sequence
 * @param {string} cursor
 * @param {OrderEvent | null} event
 * @returns {Step}
 */
export function heard(sequence, cursor, event) {
  if (!cursor) return { sequence, events: [], reset: false };
  if (epoch(cursor) !== epoch(sequence.cursor)) {
    return { sequence: startAt(cursor), events: [], reset: true };
  }
  const head = place(cursor) > place(sequence.head) ? cursor : sequence.head;
  const isNext = place(cursor) === place(sequence.cursor) + 1;
  return event && isNext
    ? { sequence: { cursor, head }, events: [event], reset: false }
    : { sequence: { ...sequence, head }, events: [], reset: false };
}

/**
 * The history answered. Changes come ascending; those told already are skipped.
 *
 * @param {Sequence} sequence
 * @param {readonly OrderEvent[]} events with their cursors
 * @returns {Step}
 */
export function caughtUp(sequence, events) {
  /** @type {Step} */
  const start = { sequence, events: [], reset: false };
  return events.reduce((step, event) => {
    const now = heard(step.sequence, event.cursor ?? "", event);
    const isForeign = now.reset;
    return isForeign ? step : { ...now, events: [...step.events, ...now.events] };
  }, start);
}

/** @param {string} cursor */
function epoch(cursor) {
  return cursor.slice(0, Math.max(0, cursor.lastIndexOf("-")));
}

/** @param {string} cursor */
function place(cursor) {
  return Number(cursor.slice(cursor.lastIndexOf("-") + 1)) || 0;
}
