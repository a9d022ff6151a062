/**
 * The tab that owns the stream.
 *
 * @import { Connection } from "../model/state.js"
 * @import { Feed, Input, Message, Turn } from "./state.js"
 */

import { pause } from "./backoff.js";
import { FRESH, GRACE, PING, SILENCE } from "./state.js";
import { beat, reset, take } from "./turn.js";

/** Reasons after which nobody may come back without signing in again. */
const FINAL = ["logout", "revoked", "expired"];
/** Answers that a new stream would not change. */
const REFUSALS = new Map([
  [401, "signed-out"],
  [403, "forbidden"],
  [404, "not-found"],
]);
/** A stream that stood so long, ms, was a good one: the next failure is the first again. */
const GOOD = 10_000;

/**
 * A follower that was live and takes over is not called lost while its own stream opens.
 *
 * @param {Turn} turn
 */
export function lead(turn) {
  const { feed } = turn;
  feed.role = "leader";
  feed.helloAt = 0;
  if (feed.connection.kind === "live") feed.quietUntil = turn.now + GRACE;
  open(turn);
}

/** @param {Turn} turn */
export function opened(turn) {
  turn.feed.heardAt = turn.now;
}

/**
 * @param {Turn} turn
 * @param {Extract<Input, { kind: "frame" }>} input
 */
export function frame(turn, { name, cursor, event, reason }) {
  const { feed } = turn;
  if (feed.stream !== "opening" && feed.stream !== "live") return;
  feed.heardAt = turn.now;
  if (turn.now - feed.since > GOOD) feed.failures = 0;
  if (name === "end") return end(turn, reason ?? "");
  if (name === "reset") return reset(turn, cursor);
  if (name === "ready") feed.stream = "live";
  // An id without its change, on a ping or a `ready`, tells of one that EventSource did not hand over.
  take(turn, cursor, event);
  if (name === "ping") beat(turn);
}

/**
 * @param {Turn} turn
 * @param {boolean} fatal EventSource has given up; otherwise it comes back by itself, with the last id
 */
export function failed(turn, fatal) {
  const { feed } = turn;
  if (feed.stream !== "opening" && feed.stream !== "live") return;
  feed.quietUntil = 0;
  feed.since = turn.now;
  feed.stream = "opening";
  if (!fatal) return;
  feed.stream = "asking";
  turn.effects.push({ do: "close" }, { do: "ask", after: feed.sequence.cursor });
}

/**
 * The JSON form of the stream has told why.
 *
 * @param {Turn} turn
 * @param {number} status 0 for no answer at all
 * @param {number} wait ms the service asked for
 */
export function answered(turn, status, wait) {
  const { feed } = turn;
  if (feed.stream !== "asking") return;
  const refusal = REFUSALS.get(status);
  if (refusal) return stop(turn, refusal);
  feed.failures += 1;
  feed.floor = turn.now + wait;
  comeBack(turn, pause(feed.failures, wait, turn.chance));
}

/** @param {Turn} turn */
export function tick(turn) {
  const { feed } = turn;
  if (feed.stream === "waiting" && turn.now >= feed.retryAt) open(turn);
  else if (isSilent(feed, turn.now)) open(turn);
  if (turn.now >= feed.saidAt + PING) beat(turn);
}

/**
 * Somebody looks at the page again. A phone that slept has a dead socket which claims to be open, so only
 * what was heard just now counts.
 *
 * @param {Turn} turn
 */
export function wake(turn) {
  const { feed } = turn;
  if (feed.stream === "waiting") {
    feed.retryAt = Math.max(turn.now, feed.floor);
    return tick(turn);
  }
  if (!isOpen(feed) || turn.now - quietSince(feed) < FRESH) return;
  const wasAlive = feed.stream === "live" && !isSilent(feed, turn.now);
  feed.quietUntil = wasAlive ? turn.now + GRACE : 0;
  open(turn);
}

/**
 * @param {Turn} turn
 * @param {Message} message from a tab that follows, or from one that does not know yet that it no longer leads
 */
export function message(turn, { kind }) {
  if (kind === "hello") beat(turn);
}

/**
 * @param {Feed} feed
 * @param {number} now
 * @returns {Connection}
 */
export function connection(feed, now) {
  const { connection: was, heardAt: asOf } = feed;
  if (feed.stream === "ended") return { kind: "ended", asOf, reason: feed.reason };
  if (feed.stream === "live") return { kind: "live", asOf };
  return now < feed.quietUntil ? was : { kind: "reconnecting", asOf };
}

/** @param {Feed} feed */
export function dueAt(feed) {
  if (feed.stream === "ended") return feed.saidAt + PING;
  const line = feed.stream === "waiting" ? feed.retryAt : quietSince(feed) + SILENCE;
  const isQuiet = feed.stream !== "live" && feed.connection.kind !== "reconnecting";
  return Math.min(
    feed.saidAt + PING,
    feed.stream === "asking" ? Number.POSITIVE_INFINITY : line,
    isQuiet ? feed.quietUntil : Number.POSITIVE_INFINITY,
  );
}

/** @param {Turn} turn */
function open(turn) {
  const { feed } = turn;
  feed.stream = "opening";
  feed.since = turn.now;
  turn.effects.push({ do: "open", after: feed.sequence.cursor });
}

/**
 * The service has said that it ends the stream, and why.
 *
 * @param {Turn} turn
 * @param {string} reason
 */
function end(turn, reason) {
  turn.effects.push({ do: "close" });
  if (FINAL.includes(reason)) return stop(turn, reason);
  const isRoutine = reason === "max-age";
  turn.feed.quietUntil = isRoutine ? turn.now + GRACE : 0;
  comeBack(turn, isRoutine ? 2000 * turn.chance : 1000 + 3000 * turn.chance);
}

/**
 * @param {Turn} turn
 * @param {number} wait
 */
function comeBack(turn, wait) {
  turn.feed.stream = "waiting";
  turn.feed.retryAt = turn.now + wait;
}

/**
 * @param {Turn} turn
 * @param {string} reason
 */
function stop(turn, reason) {
  turn.feed.stream = "ended";
  turn.feed.reason = reason;
}

/** @param {Feed} feed */
function isOpen(feed) {
  return feed.stream === "opening" || feed.stream === "live";
}

/** @param {Feed} feed */
function quietSince(feed) {
  return Math.max(feed.since, feed.heardAt);
}

/**
 * @param {Feed} feed
 * @param {number} now
 */
function isSilent(feed, now) {
  return isOpen(feed) && now >= quietSince(feed) + SILENCE;
}
