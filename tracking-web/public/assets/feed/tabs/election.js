/**
 * One tab of a browser leads: it has the stream and passes on what it hears. The others follow. Each tab checks
 * every cursor against its own place in the sequence, so no tab depends on having heard every message.
 *
 * `step` is pure, like the one of stream.js, which does the leader's work; shared-feed.js carries out the effects.
 *
 * @import { TabDraft, TabEffect, TabFeed, TabInput } from "./state.js"
 */

import { catchUpDueAt, catchUpIfDue, tellConnection } from "../catch-up.js";
import * as plain from "../state.js";
import * as stream from "../stream.js";
import * as follower from "./follower.js";
import * as leader from "./leader.js";

/**
 * @param {TabFeed} feed
 * @param {TabInput} input
 * @param {number} now ms since 1970
 * @param {number} chance from 0 up to 1
 * @returns {{ feed: TabFeed, effects: TabEffect[] }}
 */
export function step(feed, input, now, chance) {
  /** @type {TabDraft} */
  const draft = { feed: { ...feed }, effects: [], election: [], now, chance };
  happen(draft, input);
  catchUpIfDue(draft);
  const { connection } = isLeader(draft.feed) ? plain : follower;
  tellConnection(draft, connection(draft.feed, now));
  if (isLeader(draft.feed)) leader.passOn(draft, input);
  return { feed: draft.feed, effects: [...draft.effects, ...draft.election] };
}

/**
 * When `step` wants a tick. The time may be past, but after the tick it is not.
 *
 * @param {TabFeed} feed
 */
export function dueAt(feed) {
  if (isLeader(feed)) return Math.min(stream.dueAt(feed), leader.beatDueAt(feed));
  return Math.min(follower.dueAt(feed), catchUpDueAt(feed));
}

/**
 * @param {TabDraft} draft
 * @param {TabInput} input
 */
function happen(draft, input) {
  const { feed } = draft;
  if (input.kind === "shown") feed.visible = true;
  if (input.kind === "hidden") feed.visible = false;
  if (input.kind === "online") feed.offline = false;
  switch (input.kind) {
    case "lead":
      return leader.lead(draft);
    case "deposed":
      return follower.follow(draft);
    case "message":
      return isLeader(feed) ? undefined : follower.message(draft, input.message);
    case "tick":
      return isLeader(feed) ? stream.happen(draft, input) : follower.tick(draft);
    case "shown":
    case "online":
      return isLeader(feed) ? stream.happen(draft, input) : follower.askForLife(draft);
    default:
      return stream.happen(draft, input);
  }
}

/** @param {TabFeed} feed */
function isLeader({ role }) {
  return role === "leader";
}
