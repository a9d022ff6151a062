/**
 * What a feed knows, what can happen to it, and what it wants done.
 *
 * @import { Connection, News } from "../../../news.js"
 * @import { OrderEvent } from "../../../wire.js"
 * @import { Sequence } from "./sequence.js"
 */

import { startAt } from "./sequence.js";

/** The service sends a ping after this much silence, ms. */
export const PING_PERIOD = 15_000;
/** After 1.5 ping periods without a byte a ping is overdue, and the page no longer claims to be live. */
export const OVERDUE_AFTER = 1.5 * PING_PERIOD;
/** After 2.5 ping periods without a byte the stream is dead, even if the socket claims to be open. */
export const SILENCE_LIMIT = 2.5 * PING_PERIOD;
/** A stream that was heard so recently is not replaced when the page becomes visible. */
export const FRESH_PERIOD = 2000;
/** A planned change of streams may take so long before the page calls it a loss. */
export const GRACE_PERIOD = 6000;

/**
 * @typedef {object} Feed
 * @property {"closed" | "opening" | "live" | "stale" | "asking" | "waiting" | "ended"} stream `stale`: open, but the database is away; `asking` why it was refused
 * @property {string} reason why the stream ended
 * @property {Sequence} sequence
 * @property {boolean} catching a request for the history is open
 * @property {number} catchAt when to ask for the history again; 0 for never
 * @property {number} catchFailures in a row
 * @property {number} failures of streams in a row
 * @property {number} floor no new stream before this time (`Retry-After`)
 * @property {number} retryAt when to open the next stream
 * @property {number} since when the stream, or the wait for one, began
 * @property {number} heardAt when the service was last heard
 * @property {number} quietUntil until then the page does not report a stream that is being replaced as planned
 * @property {boolean} offline the browser says so; it may be wrong, so a byte of the service refutes it
 * @property {Connection} connection what the page was last told
 */

/**
 * @typedef {| { kind: "open" } | { kind: "opened" }
 *   | { kind: "frame", name: string, cursor: string, event: OrderEvent | null, reason?: string }
 *   | { kind: "failed", fatal: boolean }
 *   | { kind: "explained", status: number, wait: number }
 *   | { kind: "history", events: readonly OrderEvent[] }
 *   | { kind: "noHistory", status: number, wait: number }
 *   | { kind: "shown" } | { kind: "hidden" } | { kind: "online" } | { kind: "offline" } | { kind: "tick" }} Input
 */

/**
 * @typedef {| { do: "open", after: string } | { do: "close" } | { do: "explain", after: string }
 *   | { do: "catchUp", after: string } | { do: "tell", news: News }} Effect
 */

/**
 * A step in the making: a copy of the feed that the handlers change, and the effects that they collect.
 *
 * @typedef {{ feed: Feed, effects: Effect[], now: number, chance: number }} Draft
 */

/**
 * @param {string} cursor of the page's snapshot
 * @param {number} now ms since 1970
 * @param {number} [heardAt] when the service was last heard
 * @returns {Feed}
 */
export function begin(cursor, now, heardAt = now) {
  return {
    stream: "closed",
    reason: "",
    sequence: startAt(cursor),
    catching: false,
    catchAt: 0,
    catchFailures: 0,
    failures: 0,
    floor: 0,
    retryAt: 0,
    since: now,
    heardAt,
    quietUntil: now + GRACE_PERIOD,
    offline: false,
    connection: { kind: "connecting", asOf: heardAt },
  };
}

/**
 * A byte of the service has come. A `reset` in place of `fresh` says as well that the database is back.
 *
 * @param {Draft} draft
 * @param {string} [name] of the frame
 */
export function hear({ feed, now }, name) {
  feed.heardAt = now;
  feed.offline = false;
  if (name === "stale") feed.stream = "stale";
  const isBack = name === "fresh" || (name === "reset" && feed.stream === "stale");
  if ((name === "ready" && feed.stream !== "stale") || isBack) feed.stream = "live";
}

/**
 * What the page may say about its connection.
 *
 * @param {Feed} feed
 * @param {number} now
 * @returns {Connection}
 */
export function connection(feed, now) {
  const { heardAt: asOf } = feed;
  if (feed.stream === "ended") return { kind: "ended", asOf, reason: feed.reason };
  if (feed.stream === "stale") return { kind: "offline", asOf };
  if (feed.stream === "live" && !isOverdue(feed, asOf, now)) return { kind: "live", asOf };
  return withoutStream(feed, asOf, now);
}

/**
 * What a page says that is not live: for a moment what it said before, but never that it is live for longer than is
 * known.
 *
 * @param {Feed} feed
 * @param {number} asOf
 * @param {number} now
 * @returns {Connection}
 */
export function withoutStream(feed, asOf, now) {
  const { connection: was, quietUntil, offline } = feed;
  const overdue = isOverdue(feed, asOf, now);
  const isBeginning = was.kind === "connecting" && !offline;
  if (now < quietUntil && (isBeginning || !overdue)) return was;
  return { kind: overdue ? "offline" : "reconnecting", asOf };
}

/**
 * @param {Feed} feed
 * @param {number} asOf when the service was last heard
 * @param {number} now
 */
function isOverdue({ offline }, asOf, now) {
  return offline || now >= asOf + OVERDUE_AFTER;
}

/**
 * When the connection that the page was told of has to be looked at again, although nothing happens.
 *
 * @param {Feed} feed
 * @param {number} asOf when the service was last heard
 */
export function connectionDueAt({ stream, quietUntil, connection: { kind } }, asOf) {
  if (kind === "offline" || kind === "ended") return Number.POSITIVE_INFINITY;
  if (kind === "connecting") return quietUntil;
  const overdueAt = asOf + OVERDUE_AFTER;
  return kind === "live" && stream !== "live" ? Math.min(quietUntil, overdueAt) : overdueAt;
}

/**
 * Whether there is an EventSource: it may be connecting, for the first time or again.
 *
 * @param {Feed} feed
 */
export function isOpen({ stream }) {
  return stream === "opening" || stream === "live" || stream === "stale";
}

/** @param {Feed} feed */
export function quietSince({ since, heardAt }) {
  return Math.max(since, heardAt);
}

/**
 * @param {Feed} feed
 * @param {number} now
 */
export function isSilent(feed, now) {
  return isOpen(feed) && now >= quietSince(feed) + SILENCE_LIMIT;
}
