/**
 * What a feed knows, what can happen to it, and what it can want done.
 *
 * @import { OrderEvent } from "../../../wire.js"
 * @import { Action, Connection } from "../model/state.js"
 * @import { Sequence } from "./sequence.js"
 */

import { startAt } from "./sequence.js";

/** The service pings after this much silence, ms. */
export const PING = 15_000;
/** After 2.5 of them the line is dead, whatever it claims. */
export const SILENCE = 2.5 * PING;
/** A leader that does not answer a visible tab for so long is suspended. */
export const ANSWER = 5000;
/** A line heard from so recently need not be replaced because the page became visible. */
export const FRESH = 2000;
/** How long a planned change of streams may take before it is called a loss. */
export const GRACE = 6000;

/**
 * @typedef {object} Feed
 * @property {"follower" | "leader"} role
 * @property {"closed" | "opening" | "live" | "asking" | "waiting" | "ended"} stream the leader's
 * @property {string} reason why it ended
 * @property {Sequence} sequence
 * @property {boolean} catching the history has been asked and has not answered yet
 * @property {number} catchAt when to ask the history again; 0 for not at all
 * @property {number} catchFailures in a row
 * @property {number} failures of streams in a row
 * @property {number} floor no new stream before this time (`Retry-After`)
 * @property {number} retryAt when to open the next stream
 * @property {number} since when the stream, or the wait for a leader, began
 * @property {number} heardAt when the service (the follower: the leader) was last heard
 * @property {number} saidAt when the leader last said anything
 * @property {number} helloAt when the follower asked for a sign of life; 0 for no question open
 * @property {Connection | null} leader what the leader last said of its connection
 * @property {number} quietUntil until then a stream that is being replaced as planned is no loss
 * @property {boolean} visible
 * @property {Connection} connection
 */

/**
 * @typedef {| { kind: "beat", cursor: string, connection: Connection }
 *   | { kind: "change", cursor: string, event: OrderEvent }
 *   | { kind: "reset", cursor: string }
 *   | { kind: "hello" }} Message between the tabs of one browser
 */

/**
 * @typedef {| { do: "open", after: string } | { do: "close" } | { do: "ask", after: string }
 *   | { do: "catchUp", after: string } | { do: "queue" } | { do: "steal" } | { do: "hello" }
 *   | { do: "tell", action: Action } | { do: "say", message: Message }} Effect
 */

/**
 * @typedef {| { kind: "lead" } | { kind: "deposed" } | { kind: "opened" } | { kind: "tick" }
 *   | { kind: "wake", visible: boolean } | { kind: "hide" }
 *   | { kind: "frame", name: string, cursor: string, event: OrderEvent | null, reason?: string }
 *   | { kind: "failed", fatal: boolean }
 *   | { kind: "answered", status: number, wait: number }
 *   | { kind: "message", message: Message }
 *   | { kind: "history", events: readonly OrderEvent[] }
 *   | { kind: "noHistory", status: number, wait: number }} Input
 */

/** @typedef {{ feed: Feed, effects: Effect[], now: number, chance: number }} Turn */

/**
 * @param {string} cursor of the page's snapshot
 * @param {number} now
 * @param {boolean} visible
 * @returns {Feed}
 */
export function begin(cursor, now, visible) {
  return {
    role: "follower",
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
    heardAt: now,
    saidAt: now,
    helloAt: now,
    leader: null,
    quietUntil: now + GRACE,
    visible,
    connection: { kind: "connecting", asOf: now },
  };
}
