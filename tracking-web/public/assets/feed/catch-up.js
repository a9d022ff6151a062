/**
 * The feed's place in the sequence: changes are told once and in order, and what is missing is read from the
 * history.
 *
 * @import { Connection, News } from "../../../news.js"
 * @import { OrderEvent } from "../../../wire.js"
 * @import { Step } from "./sequence.js"
 * @import { Draft, Feed } from "./state.js"
 */

import { pause } from "../lib/backoff.js";
import { caughtUp, heard, isBehind, startAt } from "./sequence.js";

/**
 * @param {Draft} draft
 * @param {string} cursor
 * @param {OrderEvent | null} event
 */
export function take(draft, cursor, event) {
  accept(draft, heard(draft.feed.sequence, cursor, event));
}

/**
 * @param {Draft} draft
 * @param {string} cursor where the sequence goes on
 */
export function reset(draft, cursor) {
  draft.feed.sequence = startAt(cursor);
  tell(draft, { type: "reset" });
}

/**
 * @param {Draft} draft
 * @param {readonly OrderEvent[]} events
 */
export function history(draft, events) {
  const { feed, now, chance } = draft;
  feed.catching = false;
  accept(draft, caughtUp(feed.sequence, events));
  feed.catchFailures = isBehind(feed.sequence) ? feed.catchFailures + 1 : 0;
  feed.catchAt = isBehind(feed.sequence) ? now + pause(feed.catchFailures, 0, chance) : 0;
}

/**
 * @param {Draft} draft
 * @param {number} status 410: the service cannot resume from this cursor
 * @param {number} wait ms the service asked for
 */
export function noHistory(draft, status, wait) {
  const { feed, now, chance } = draft;
  feed.catching = false;
  if (status === 410) {
    feed.catchAt = 0;
    reset(draft, feed.sequence.head);
    return;
  }
  feed.catchFailures += 1;
  feed.catchAt = now + pause(feed.catchFailures, wait, chance);
}

/** @param {Draft} draft */
export function catchUpIfDue({ feed, effects, now }) {
  if (!isBehind(feed.sequence) || feed.catching || now < feed.catchAt) return;
  feed.catching = true;
  feed.catchAt = 0;
  effects.push({ do: "catchUp", after: feed.sequence.cursor });
}

/** @param {Feed} feed */
export function catchUpDueAt({ catching, catchAt }) {
  return catching || !catchAt ? Number.POSITIVE_INFINITY : catchAt;
}

/**
 * Tells the page about its connection where that is news.
 *
 * @param {Draft} draft
 * @param {Connection} connection
 */
export function tellConnection(draft, connection) {
  const was = draft.feed.connection;
  draft.feed.connection = connection;
  if (was.kind === connection.kind && was.reason === connection.reason) return;
  tell(draft, { type: "connection", connection });
}

/**
 * @param {Draft} draft
 * @param {Step} result
 */
function accept(draft, result) {
  if (result.reset) {
    reset(draft, result.sequence.cursor);
    return;
  }
  draft.feed.sequence = result.sequence;
  for (const event of result.events) tell(draft, { type: "event", event });
}

/**
 * @param {Draft} draft
 * @param {News} news
 */
function tell({ effects }, news) {
  effects.push({ do: "tell", news });
}
