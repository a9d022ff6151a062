/**
 * A tab that follows the tab which leads.
 *
 * @import { Connection } from "../model/state.js"
 * @import { Feed, Message, Turn } from "./state.js"
 */

import { ANSWER, SILENCE } from "./state.js";
import { reset, take } from "./turn.js";

/**
 * Another tab has taken the lead, because this one was asleep. It queues for its turn again.
 *
 * @param {Turn} turn
 */
export function follow(turn) {
  const { feed } = turn;
  feed.role = "follower";
  feed.stream = "closed";
  feed.since = turn.now;
  turn.effects.push({ do: "close" }, { do: "queue" });
  askForLife(turn);
}

/**
 * @param {Turn} turn
 * @param {Message} message
 */
export function message(turn, message) {
  const { feed } = turn;
  if (message.kind === "hello") return;
  feed.heardAt = turn.now;
  feed.helloAt = 0;
  if (message.kind === "reset") return reset(turn, message.cursor);
  if (message.kind === "change") return take(turn, message.cursor, message.event);
  feed.leader = message.connection;
  take(turn, message.cursor, null);
}

/**
 * A visible tab does not wait for a leader that is suspended. It asks before it takes the lead: after a sleep
 * of the whole machine the silence was its own, and the leader is well.
 *
 * @param {Turn} turn
 */
export function tick(turn) {
  const { feed } = turn;
  if (!feed.visible || turn.now < patience(feed)) return;
  if (!feed.helloAt) return askForLife(turn);
  feed.helloAt = 0;
  feed.since = turn.now;
  turn.effects.push({ do: "steal" });
}

/** @param {Turn} turn */
export function wake(turn) {
  askForLife(turn);
}

/**
 * @param {Feed} feed
 * @param {number} now
 * @returns {Connection}
 */
export function connection(feed, now) {
  const isLed = feed.leader && now < feed.heardAt + SILENCE;
  if (isLed && feed.leader) return feed.leader;
  return now < feed.quietUntil ? feed.connection : { kind: "reconnecting", asOf: feed.heardAt };
}

/** @param {Feed} feed */
export function dueAt(feed) {
  const lostAt = feed.leader ? feed.heardAt + SILENCE : feed.quietUntil;
  return Math.min(
    feed.visible ? patience(feed) : Number.POSITIVE_INFINITY,
    feed.connection.kind === "reconnecting" ? Number.POSITIVE_INFINITY : lostAt,
  );
}

/**
 * Until when the leader may be silent: then it is asked, and ANSWER later, 2.5 ping periods after its last
 * word, it has lost the lead.
 *
 * @param {Feed} feed
 */
function patience(feed) {
  return feed.helloAt ? feed.helloAt + ANSWER : Math.max(feed.heardAt, feed.since) + SILENCE - ANSWER;
}

/** @param {Turn} turn */
function askForLife(turn) {
  turn.feed.helloAt = turn.now;
  turn.effects.push({ do: "hello" });
}
