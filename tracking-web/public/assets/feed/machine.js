/**
 * What the feed decides, without a browser: one value, changed by `step` for everything that happens to it,
 * with the time and a random number handed in. What is to be done comes back as effects; feed.js does them.
 *
 * One tab of a browser leads: it owns the stream and passes on what it hears. The others follow. Both check
 * every cursor against their own place in the sequence, so nobody depends on having heard every message.
 *
 * @import { Effect, Feed, Input, Turn } from "./state.js"
 */

import * as follower from "./follower.js";
import * as leader from "./leader.js";
import { catchUpIfDue, history, noHistory, tellConnection } from "./turn.js";

/**
 * @param {Feed} feed
 * @param {Input} input
 * @param {number} now ms since 1970
 * @param {number} chance from 0 up to 1
 * @returns {{ feed: Feed, effects: Effect[] }}
 */
export function step(feed, input, now, chance) {
  /** @type {Turn} a copy: the handlers may change it, the caller's value stays */
  const turn = { feed: { ...feed }, effects: [], now, chance };
  happen(turn, input);
  catchUpIfDue(turn);
  const role = roleOf(turn.feed);
  tellConnection(turn, role.connection(turn.feed, now));
  return { feed: turn.feed, effects: turn.effects };
}

/**
 * When `step` wants a tick; it may be past, but after that tick it is not.
 *
 * @param {Feed} feed
 */
export function dueAt(feed) {
  const catchAt = feed.catching || !feed.catchAt ? Number.POSITIVE_INFINITY : feed.catchAt;
  return Math.min(roleOf(feed).dueAt(feed), catchAt);
}

/** @param {Feed} feed */
function roleOf(feed) {
  return feed.role === "leader" ? leader : follower;
}

/**
 * @param {Turn} turn
 * @param {Input} input
 */
function happen(turn, input) {
  switch (input.kind) {
    case "lead":
      return leader.lead(turn);
    case "deposed":
      return follower.follow(turn);
    case "opened":
      return leader.opened(turn);
    case "frame":
      return leader.frame(turn, input);
    case "failed":
      return leader.failed(turn, input.fatal);
    case "answered":
      return leader.answered(turn, input.status, input.wait);
    case "message":
      return roleOf(turn.feed).message(turn, input.message);
    case "history":
      return history(turn, input.events);
    case "noHistory":
      return noHistory(turn, input.status, input.wait);
    case "tick":
      return roleOf(turn.feed).tick(turn);
    case "wake":
      turn.feed.visible = input.visible;
      return roleOf(turn.feed).wake(turn);
    case "hide":
      turn.feed.visible = false;
  }
}
