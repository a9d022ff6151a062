/**
 * A tab that follows the leader.
 *
 * @import { Connection } from "../../../../news.js"
 * @import { Message, TabDraft, TabFeed } from "./state.js"
 */

import { reset, take } from "../catch-up.js";
import { connectionDueAt, OVERDUE_AFTER, SILENCE_LIMIT, withoutStream } from "../state.js";
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
  feed.offline = false;
  // What the service was last heard saying does not get older, should two messages swap.
  if (message.kind === "beat") {
    feed.leader = { ...message.connection, asOf: Math.max(message.connection.asOf, feed.leader?.asOf ?? 0) };
  } else if (feed.leader) {
    feed.leader = { ...feed.leader, asOf: now };
  }
  if (message.kind === "reset") return reset(draft, message.cursor);
  take(draft, message.cursor, message.kind === "change" ? message.event : null);
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
 * It is as live as its leader, for as long as the leader has heard the service.
 *
 * @param {TabFeed} feed
 * @param {number} now
 * @returns {Connection}
 */
export function connection(feed, now) {
  const { leader } = feed;
  const isLed = leader && !feed.offline && now < feed.heardAt + SILENCE_LIMIT;
  const mayBeLive = leader?.kind !== "live" || now < leader.asOf + OVERDUE_AFTER;
  return isLed && mayBeLive ? leader : withoutStream(feed, serviceHeardAt(feed), now);
}

/**
 * A follower hears the service by way of its leader.
 *
 * @param {TabFeed} feed
 */
export function serviceHeardAt({ leader, heardAt }) {
  return leader?.asOf ?? heardAt;
}

/** @param {TabFeed} feed */
export function dueAt(feed) {
  const { leader, connection, heardAt } = feed;
  const repeats = leader && connection === leader;
  const ledUntil = leader?.kind === "live" ? leader.asOf + OVERDUE_AFTER : heardAt + SILENCE_LIMIT;
  return Math.min(
    feed.visible ? silentUntil(feed) : Number.POSITIVE_INFINITY,
    repeats ? ledUntil : connectionDueAt(feed, serviceHeardAt(feed)),
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
