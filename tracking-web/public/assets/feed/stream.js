/**
 * What the feed decides, without a browser: one value, changed by `step` for everything that happens to it, with
 * the time and a random number handed in. What it wants done comes back as effects, which feed.js carries out.
 *
 * @import { Draft, Effect, Feed, Input } from "./state.js"
 */

import { pause } from "../lib/backoff.js";
import { catchUpDueAt, catchUpIfDue, history, noHistory, reset, take, tellConnection } from "./catch-up.js";
import {
  connection,
  connectionDueAt,
  FRESH_PERIOD,
  GRACE_PERIOD,
  hear,
  isOpen,
  isSilent,
  quietSince,
  SILENCE_LIMIT,
} from "./state.js";

/** After these reasons no stream may be opened without signing in again. */
const FINAL_REASONS = ["logout", "revoked", "expired"];
/** Answers that a new stream would not change. */
const REFUSALS = new Map([
  [401, "signed-out"],
  [403, "forbidden"],
  [404, "not-found"],
]);
/** After a stream that lasted so long, ms, the next failure counts as the first again. */
const STABLE_AFTER = 10_000;

/**
 * @param {Feed} feed
 * @param {Input} input
 * @param {number} now ms since 1970
 * @param {number} chance from 0 up to 1
 * @returns {{ feed: Feed, effects: Effect[] }}
 */
export function step(feed, input, now, chance) {
  /** @type {Draft} */
  const draft = { feed: { ...feed }, effects: [], now, chance };
  happen(draft, input);
  catchUpIfDue(draft);
  tellConnection(draft, connection(draft.feed, now));
  return { feed: draft.feed, effects: draft.effects };
}

/**
 * When `step` wants a tick. The time may be past, but after the tick it is not.
 *
 * @param {Feed} feed
 */
export function dueAt(feed) {
  if (feed.stream === "ended") return catchUpDueAt(feed);
  const streamAt = feed.stream === "waiting" ? feed.retryAt : quietSince(feed) + SILENCE_LIMIT;
  return Math.min(
    feed.stream === "asking" ? Number.POSITIVE_INFINITY : streamAt,
    connectionDueAt(feed, feed.heardAt),
    catchUpDueAt(feed),
  );
}

/**
 * @param {Draft} draft
 * @param {Input} input
 */
export function happen(draft, input) {
  if (input.kind === "online" || input.kind === "offline") draft.feed.offline = input.kind === "offline";
  switch (input.kind) {
    case "open":
      return start(draft);
    case "opened":
      return hear(draft);
    case "frame":
      return frame(draft, input);
    case "failed":
      return failed(draft, input.fatal);
    case "explained":
      return explained(draft, input.status, input.wait);
    case "history":
      return history(draft, input.events);
    case "noHistory":
      return noHistory(draft, input.status, input.wait);
    case "shown":
    case "online":
      return wake(draft);
    case "tick":
      return tick(draft);
    case "hidden":
    case "offline":
      return;
  }
}

/**
 * A page that is live already, because it takes over from another tab, is not called lost while the stream opens.
 *
 * @param {Draft} draft
 */
function start(draft) {
  const { feed, now } = draft;
  if (feed.connection.kind === "live") feed.quietUntil = now + GRACE_PERIOD;
  open(draft);
}

/**
 * @param {Draft} draft
 * @param {Extract<Input, { kind: "frame" }>} input
 */
function frame(draft, { name, cursor, event, reason }) {
  const { feed, now } = draft;
  if (!isOpen(feed)) return;
  hear(draft, name);
  if (now - feed.since > STABLE_AFTER) feed.failures = 0;
  if (name === "end") return end(draft, reason ?? "");
  if (name === "reset") return reset(draft, cursor);
  // A cursor without its change, on `ping` or `ready`, reveals a change that EventSource did not hand over.
  take(draft, cursor, event);
}

/**
 * @param {Draft} draft
 * @param {boolean} fatal EventSource has given up; otherwise it reconnects by itself, with the last id
 */
function failed(draft, fatal) {
  const { feed, effects, now } = draft;
  if (!isOpen(feed)) return;
  feed.quietUntil = 0;
  feed.since = now;
  feed.stream = fatal ? "asking" : "opening";
  if (fatal) effects.push({ do: "close" }, { do: "explain", after: feed.sequence.cursor });
}

/**
 * The JSON form of the stream has told why the stream was refused.
 *
 * @param {Draft} draft
 * @param {number} status 0 for no answer at all
 * @param {number} wait ms the service asked for
 */
function explained(draft, status, wait) {
  const { feed, now, chance } = draft;
  if (feed.stream !== "asking") return;
  const refusal = REFUSALS.get(status);
  if (refusal) return stop(draft, refusal);
  feed.failures += 1;
  feed.floor = now + wait;
  feed.stream = "waiting";
  feed.retryAt = now + pause(feed.failures, wait, chance);
}

/** @param {Draft} draft */
function tick(draft) {
  const { feed, now } = draft;
  const isDue = feed.stream === "waiting" && now >= feed.retryAt;
  if (isDue || isSilent(feed, now)) open(draft);
}

/**
 * The page is looked at again, or the network is back. A phone that slept has a dead socket which claims to be
 * open, so only what was heard a moment ago counts.
 *
 * @param {Draft} draft
 */
function wake(draft) {
  const { feed, now } = draft;
  if (feed.stream === "waiting") {
    feed.retryAt = Math.max(now, feed.floor);
    return tick(draft);
  }
  if (!isOpen(feed) || now - quietSince(feed) < FRESH_PERIOD) return;
  const wasAlive = feed.stream === "live" && !isSilent(feed, now);
  feed.quietUntil = wasAlive ? now + GRACE_PERIOD : 0;
  open(draft);
}

/** @param {Draft} draft */
function open({ feed, effects, now }) {
  feed.stream = "opening";
  feed.since = now;
  effects.push({ do: "open", after: feed.sequence.cursor });
}

/**
 * The service has said that it ends the stream, and why.
 *
 * @param {Draft} draft
 * @param {string} reason
 */
function end(draft, reason) {
  const { feed, effects, now, chance } = draft;
  effects.push({ do: "close" });
  if (FINAL_REASONS.includes(reason)) return stop(draft, reason);
  const isRoutine = reason === "max-age";
  feed.quietUntil = isRoutine ? now + GRACE_PERIOD : 0;
  feed.stream = "waiting";
  feed.retryAt = now + (isRoutine ? 2000 * chance : 1000 + 3000 * chance);
}

/**
 * @param {Draft} draft
 * @param {string} reason
 */
function stop({ feed }, reason) {
  feed.stream = "ended";
  feed.reason = reason;
}
