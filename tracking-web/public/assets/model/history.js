/**
 * The newest part of an order's history, without a gap: it grows at its end by what happens, and at its beginning by
 * what the reader asks for.
 *
 * @import { OrderEvent } from "../../../wire.js"
 * @import { State } from "./state.js"
 */

/** @param {readonly OrderEvent[]} history */
export function versionOf(history) {
  return history.at(-1)?.version ?? 0;
}

/**
 * A newer part of the history after the one that is shown, or instead of it if something between them is missing.
 *
 * @param {readonly OrderEvent[]} shown
 * @param {readonly OrderEvent[]} newer
 */
export function joined(shown, newer) {
  if (versionOf(newer) <= versionOf(shown)) return shown;
  const first = newer[0]?.version ?? 0;
  return first > versionOf(shown) + 1 ? newer : [...shown.filter((event) => event.version < first), ...newer];
}

/**
 * @param {State} state
 * @param {readonly OrderEvent[] | "loading" | "failed"} events
 * @returns {State}
 */
export function withEarlier(state, events) {
  if (events === "loading") return { ...state, earlier: "loading" };
  if (events === "failed") return { ...state, earlier: "unknown" };
  if (events.length === 0) return { ...state, earlier: "none" };
  // A new snapshot may have replaced the history meanwhile.
  const fits = events.at(-1)?.version === (state.history[0]?.version ?? 0) - 1;
  return { ...state, earlier: "unknown", history: fits ? [...events, ...state.history] : state.history };
}
