/**
 * The tab that has the stream, and passes on to the other tabs what it tells its own page.
 *
 * @import { News } from "../../../../news.js"
 * @import { Message, TabDraft, TabFeed, TabInput } from "./state.js"
 */

import { isOpen, OVERDUE_AFTER, PING_PERIOD } from "../state.js";
import { happen } from "../stream.js";
import { serviceHeardAt } from "./follower.js";

/** @param {TabDraft} draft */
export function lead(draft) {
  const { feed } = draft;
  feed.role = "leader";
  feed.helloAt = 0;
  feed.heardAt = serviceHeardAt(feed);
  feed.leader = null;
  happen(draft, { kind: "open" });
}

/**
 * Without news the leader beats: when a tab asks and the leader itself hears the service, with every ping (the timers of a hidden tab may be too slow),
 * and otherwise once in a ping period.
 *
 * @param {TabDraft} draft
 * @param {TabInput} input
 */
export function passOn({ feed, effects, election, now }, input) {
  const messages = effects.flatMap((effect) => (effect.do === "tell" ? [messageOf(effect.news, feed)] : []));
  const isAsked =
    input.kind === "message" && input.message.kind === "hello" && now < feed.heardAt + OVERDUE_AFTER;
  const isPing = input.kind === "frame" && input.name === "ping" && isOpen(feed);
  if (messages.length === 0 && (isAsked || isPing || now >= beatDueAt(feed))) messages.push(beat(feed));
  if (messages.length > 0) feed.saidAt = now;
  for (const message of messages) election.push({ do: "say", message });
}

/** @param {TabFeed} feed */
export function beatDueAt({ saidAt }) {
  return saidAt + PING_PERIOD;
}

/**
 * @param {News} news
 * @param {TabFeed} feed
 * @returns {Message}
 */
function messageOf(news, feed) {
  const { cursor } = feed.sequence;
  switch (news.type) {
    case "event":
      // Changes of the history have their own cursors; from the stream comes one at a time.
      return { kind: "change", cursor: news.event.cursor ?? cursor, event: news.event };
    case "reset":
      return { kind: "reset", cursor };
    case "connection":
      return beat(feed);
  }
}

/**
 * A sign of life, with the cursor that the leader has passed on so far: a tab that is behind it missed a change.
 *
 * @param {TabFeed} feed
 * @returns {Message}
 */
function beat({ sequence, connection }) {
  return { kind: "beat", cursor: sequence.cursor, connection };
}
