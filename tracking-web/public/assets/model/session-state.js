/**
 * What a page knows about the session, what can happen to it, and what it wants done.
 *
 * @import { Because } from "./return-address.js"
 */

/** The page tells the user so long before the session ends, ms. */
export const NOTICE_PERIOD = 120_000;
/** Another tab may extend a session whose end is near: the page asks again so often, ms. */
export const RECHECK_PERIOD = 15_000;
/** Browsers count timers in 31 bits, 24.8 days; a longer one would fire at once. */
export const MAX_TIMER = 86_400_000;

/** @typedef {{ username: string, deadline: number }} Known the session, with its end by this machine's clock */

/**
 * @typedef {object} Watch
 * @property {string} username
 * @property {number} deadline
 * @property {boolean} asking
 * @property {number} askAt when to ask again after the last answer
 * @property {boolean} near the service has confirmed that the session ends within two minutes
 * @property {boolean} renewing the user wants to stay signed in
 * @property {boolean} final staying did not move the end: the session has reached its longest duration
 * @property {boolean} covered the page is hidden, because another user may be signed in by now
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
    near: deadline - now <= NOTICE_PERIOD,
    renewing: false,
    final: false,
    covered: false,
    leaving: false,
  };
}
