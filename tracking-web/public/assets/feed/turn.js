/**
 * What leader and follower have in common: their place in the sequence, and what they tell the page.
 *
 * @import { OrderEvent } from "../../../wire.js"
 * @import { Action, Connection } from "../model/state.js"
 * @import { Step } from "./sequence.js"
 * @import { Message, Turn } from "./state.js"
 */

import { pause } from "./backoff.js";
import { caughtUp, heard, isBehind, startAt } from "./sequence.js";

/**
 * @param {Turn} turn
 * @param {Action} action
 */
export function tell(turn, action) {
  turn.effects.push({ do: "tell", action });
}

/**
 * Tells the other tabs. Only a leader has something to say.
 *
 * @param {Turn} turn
 * @param {Message} message
 */
export function say(turn, message) {
  if (turn.feed.role !== "leader") return;
  turn.feed.saidAt = turn.now;
  turn.effects.push({ do: "say", message });
}

/**
 * A sign of life, with the cursor the leader has passed on so far: whoever is behind it missed something.
 *
 * @param {Turn} turn
 */
export function beat(turn) {
  const { sequence, connection } = turn.feed;
  say(turn, { kind: "beat", cursor: sequence.cursor, connection });
}

/**
 * @param {Turn} turn
 * @param {string} cursor
 * @param {OrderEvent | null} event
 */
export function take(turn, cursor, event) {
  accept(turn, heard(turn.feed.sequence, cursor, event));
}

/**
 * @param {Turn} turn
 * @param {string} cursor where the sequence goes on
 */
export function reset(turn, cursor) {
  turn.feed.sequence = startAt(cursor);
  tell(turn, { type: "reset" });
  say(turn, { kind: "reset", cursor });
}

/**
 * @param {Turn} turn
 * @param {readonly OrderEvent[]} events
 */
export function history(turn, events) {
  const { feed } = turn;
  feed.catching = false;
  accept(turn, caughtUp(feed.sequence, events));
  feed.catchFailures = isBehind(feed.sequence) ? feed.catchFailures + 1 : 0;
  feed.catchAt = isBehind(feed.sequence) ? turn.now + pause(feed.catchFailures, 0, turn.chance) : 0;
}

/**
 * @param {Turn} turn
 * @param {number} status 410: the cursor cannot be resumed
 * @param {number} wait ms the service asked for
 */
export function noHistory(turn, status, wait) {
  const { feed } = turn;
  feed.catching = false;
  if (status === 410) {
    feed.catchAt = 0;
    reset(turn, feed.sequence.head);
    return;
  }
  feed.catchFailures += 1;
  feed.catchAt = turn.now + pause(feed.catchFailures, wait, turn.chance);
}

/**
 * @param {Turn} turn
 */
export function catchUpIfDue(turn) {
  const { feed } = turn;
  if (!isBehind(feed.sequence) || feed.catching || turn.now < feed.catchAt) return;
  feed.catching = true;
  feed.catchAt = 0;
  turn.effects.push({ do: "catchUp", after: feed.sequence.cursor });
}

/**
 * @param {Turn} turn
 * @param {Connection} connection
 */
export function tellConnection(turn, connection) {
  const { feed } = turn;
  const was = feed.connection;
  feed.connection = connection;
  if (was.kind === connection.kind && was.reason === connection.reason) return;
  tell(turn, { type: "connection", connection });
  beat(turn);
}

/**
 * @param {Turn} turn
 * @param {Step} result
 */
function accept(turn, result) {
  if (result.reset) {
    reset(turn, result.sequence.cursor);
    return;
  }
  turn.feed.sequence = result.sequence;
  for (const event of result.events) {
    tell(turn, { type: "event", event });
    say(turn, { kind: "change", cursor: event.cursor ?? result.sequence.cursor, event });
  }
}
