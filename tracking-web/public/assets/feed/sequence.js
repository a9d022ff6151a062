/**
 * The place of a page in the sequence that it follows. Cursors are `<epoch>-c<number>` or `<epoch>-o<number>`, and
 * the numbers of changes rise by one. So a page sees at once when it missed a change, from any cause (a type that EventSource did
 * not hand over, a message sent before the page listened), and reads it from the history.
 *
 * @import { OrderEvent } from "../../../wire.js"
 */

/**
 * @typedef {object} Sequence
 * @property {string} cursor of the last change told to the page
 * @property {string} head the newest cursor heard of; if it is ahead of `cursor`, a change is missing
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
  return numberOf(sequence.head) > numberOf(sequence.cursor);
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
  if (epochOf(cursor) !== epochOf(sequence.cursor)) {
    return { sequence: startAt(cursor), events: [], reset: true };
  }
  const head = numberOf(cursor) > numberOf(sequence.head) ? cursor : sequence.head;
  const isNext = numberOf(cursor) === numberOf(sequence.cursor) + 1;
  return event && isNext
    ? { sequence: { cursor, head }, events: [event], reset: false }
    : { sequence: { ...sequence, head }, events: [], reset: false };
}

/**
 * The history answered. Its changes ascend; those that the page knows already are skipped.
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
function epochOf(cursor) {
  return cursor.replace(/[0-9]+$/, "");
}

/** @param {string} cursor */
function numberOf(cursor) {
  return Number(cursor.slice(epochOf(cursor).length)) || 0;
}
