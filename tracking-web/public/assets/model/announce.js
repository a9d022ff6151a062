/**
 * What screen readers announce (through the page's one polite status region): changed headlines, at most every
 * 5 s. A backlog is not announced: the page is not live while it arrives, and afterwards only the headline at its
 * end is news.
 *
 * @import { State } from "./state.js"
 */

import { shortHeadline, summary } from "./status.js";
import { ORDERS } from "./words.js";

/**
 * @typedef {object} Said
 * @property {ReadonlyMap<string, string> | null} headlines by order, as last announced; null before the first snapshot
 * @property {number} at when something was last said
 * @property {string} text
 * @property {boolean} waits there is news, but the last announcement was a moment ago: to be asked again after the pause
 */

/** Milliseconds between two announcements. */
export const MIN_PAUSE = 5000;

/** @type {Said} */
export const NOTHING_SAID = { headlines: null, at: 0, text: "", waits: false };

/**
 * @param {Said} said
 * @param {State} state
 * @param {number} now
 * @returns {Said} with a new text where something is to be said now
 */
export function announce(said, state, now) {
  if (state.phase !== "ready" || state.awaiting) return said;
  const headlines = new Map([...state.orders.values()].map((order) => [order.id, order.headline]));
  if (!said.headlines) return { ...said, headlines };
  const changed = [...headlines.keys()].filter((id) => said.headlines?.get(id) !== headlines.get(id));
  if (changed.length === 0 || state.connection.kind !== "live") return { ...said, waits: false };
  if (now < said.at + MIN_PAUSE) return { ...said, waits: true };
  return { headlines, at: now, text: words(state, changed), waits: false };
}

/**
 * @param {State} state
 * @param {string[]} changed
 */
function words(state, changed) {
  if (changed.length > 1) return ORDERS.news(changed.length);
  const order = state.orders.get(changed[0] ?? "");
  if (!order) return "";
  const headline = shortHeadline(order);
  return state.only ? `${headline}.` : `${headline}: ${summary(order)}.`;
}
