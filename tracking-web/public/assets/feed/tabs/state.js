/**
 * What the feed of one tab knows beside its stream, what the tabs say to each other, and what a tab wants done.
 *
 * @import { Connection } from "../../../../news.js"
 * @import { OrderEvent } from "../../../../wire.js"
 * @import { Draft, Effect, Feed, Input } from "../state.js"
 */

import * as feed from "../state.js";

/** A leader that does not answer a visible tab for so long is suspended, ms. */
export const ANSWER_TIMEOUT = 5000;

/**
 * @typedef {object} Tab
 * @property {"follower" | "leader"} role
 * @property {boolean} visible
 * @property {number} saidAt when the leader last said anything
 * @property {number} helloAt when the follower asked for a sign of life; 0 for no open question
 * @property {Connection | null} leader what the leader last said about its connection
 */

/** @typedef {Feed & Tab} TabFeed for a follower, `heardAt` is when the leader was last heard */

/**
 * @typedef {| { kind: "beat", cursor: string, connection: Connection }
 *   | { kind: "change", cursor: string, event: OrderEvent }
 *   | { kind: "reset", cursor: string }
 *   | { kind: "hello" }} Message between the tabs of one browser
 */

/** @typedef {Input | { kind: "lead" } | { kind: "deposed" } | { kind: "message", message: Message }} TabInput */

/** @typedef {{ do: "queue" } | { do: "steal" } | { do: "hello" } | { do: "say", message: Message }} ElectionEffect */

/** @typedef {Effect | ElectionEffect} TabEffect */

/** @typedef {Draft & { feed: TabFeed, election: ElectionEffect[] }} TabDraft */

/**
 * @param {string} cursor of the page's snapshot
 * @param {number} now
 * @param {boolean} visible
 * @param {number} [heardAt] when the service was last heard
 * @returns {TabFeed}
 */
export function begin(cursor, now, visible, heardAt = now) {
  return {
    ...feed.begin(cursor, now, heardAt),
    role: "follower",
    visible,
    saidAt: now,
    helloAt: now,
    leader: null,
  };
}
