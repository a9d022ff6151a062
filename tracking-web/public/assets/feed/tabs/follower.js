/**
 * A tab that follows the leader.
 *
 * @import { Connection } from "../../../../news.js"
 * @import { Message, TabDraft, TabFeed } from "./state.js"
 */

import { reset, take } from "../catch-up.js";
import { SILENCE_LIMIT } from "../state.js";
import { ANSWER_TIMEOUT } from "./state.js";

/**
 * Another tab has taken the lead, because this one was asleep. It joins the queue again.
 *
 * @param {TabDraft} draft
 */
export function follow(draft) {
  const { feed, effects, election, now } = draft;
  feed.role = "follower";
  feed.stream = "closed";
  feed.since = now;
  effects.push({ do: "close" });
  election.push({ do: "queue" });
  askForLife(draft);
}

/**
 * @param {TabDraft} draft
 * @param {Message} message
 */
export function message(draft, message) {
  const { feed, now } = draft;
  if (message.kind === "hello") return;
  feed.heardAt = now;
  feed.helloAt = 0;
  if (message.kind === "reset") return reset(draft, message.cursor);
  if (message.kind === "change") return take(draft, message.cursor, message.event);
  feed.leader = message.connection;
  take(draft, message.cursor, null);
}

/**
 * A visible tab does not wait for a suspended leader. It asks before it takes the lead: if the whole machine
 * slept, the silence was its own, and the leader is well.
 *
 * @param {TabDraft} draft
 */
export function tick(draft) {
  const { feed, election, now } = draft;
  if (!feed.visible || now < silentUntil(feed)) return;
  if (!feed.helloAt) return askForLife(draft);
  feed.helloAt = 0;
  feed.since = now;
  election.push({ do: "steal" });
}

/** @param {TabDraft} draft */
export function askForLife({ feed, election, now }) {
  feed.helloAt = now;
  election.push({ do: "hello" });
}

/**
 * @param {TabFeed} feed
 * @param {number} now
 * @returns {Connection}
 */
export function connection(feed, now) {
  const isLed = feed.leader && now < feed.heardAt + SILENCE_LIMIT;
  if (isLed && feed.leader) return feed.leader;
  return now < feed.quietUntil ? feed.connection : { kind: "reconnecting", asOf: feed.heardAt };
}

/** @param {TabFeed} feed */
export function dueAt(feed) {
  const lostAt = feed.leader ? feed.heardAt + SILENCE_LIMIT : feed.quietUntil;
  return Math.min(
    feed.visible ? silentUntil(feed) : Number.POSITIVE_INFINITY,
    feed.connection.kind === "reconnecting" ? Number.POSITIVE_INFINITY : lostAt,
  );
}

/**
 * Until when the leader may be silent. Then it is asked, and ANSWER_TIMEOUT later, 2.5 ping periods after its last
 * message, it has lost the lead.
 *
 * @param {TabFeed} feed
 */
function silentUntil(feed) {
  return feed.helloAt
    ? feed.helloAt + ANSWER_TIMEOUT
    : Math.max(feed.heardAt, feed.since) + SILENCE_LIMIT - ANSWER_TIMEOUT;
}
