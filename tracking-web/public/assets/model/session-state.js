/**
 * What a page knows of the session it shows, what can happen to it, and what it can want done.
 *
 * @import { Because } from "./return-address.js"
 */

/** So long before the session ends its owner is told, ms. */
export const NOTICE = 120_000;
/** While the end is near, another tab may move it: asked again so often, ms. */
export const AGAIN = 15_000;
/** Browsers count timers in 31 bits, 24.8 days; a longer one would fire at once. */
export const LONGEST = 86_400_000;

/** @typedef {{ username: string, deadline: number }} Known the session, its end by this machine's clock */

/**
 * @typedef {object} Watch
 * @property {string} username
 * @property {number} deadline
 * @property {boolean} asking
 * @property {number} askAt when to ask again after the last answer
 * @property {boolean} near it was asked about within the last two minutes, so the notice is true
 * @property {boolean} renewing somebody wants to stay
 * @property {boolean} final staying did not move the end: it is the longest a session may last
 * @property {boolean} covered what is shown may be another's now
 * @property {boolean} leaving
 */

/**
 * @typedef {| { kind: "tick" } | { kind: "known", session: Known } | { kind: "refused", status: number }
 *   | { kind: "back", restored: boolean } | { kind: "ended", reason: string } | { kind: "told" }
 *   | { kind: "renewed" } | { kind: "leave" } | { kind: "stay" }} Input
 */

/** @typedef {{ do: "ask" } | { do: "leave", because: Because } | { do: "reload" }} Effect */

/** @typedef {{ watch: Watch, effects: Effect[] }} Step */

/**
 * @param {Known} session
 * @param {number} now
 * @returns {Watch}
 */
export function begin({ username, deadline }, now) {
  return {
    username,
    deadline,
    asking: false,
    askAt: 0,
    near: deadline - now <= NOTICE,
    renewing: false,
    final: false,
    covered: false,
    leaving: false,
  };
}
