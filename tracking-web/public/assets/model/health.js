/**
 * What the checks of a node mean together.
 *
 * @import { Health } from "../../../wire.js"
 */

/** @typedef {"unknown" | "silent" | "down" | "degraded" | "up"} Judgement */

/**
 * @param {Health | null} health null before the first event
 * @param {boolean} isLate the last event is too old to be believed
 * @returns {Judgement}
 */
export function judge(health, isLate) {
  if (!health) return "unknown";
  if (isLate) return "silent";
  const states = health.checks.map((check) => check.state);
  if (states.includes("down")) return "down";
  return states.includes("degraded") ? "degraded" : "up";
}

/**
 * Those that are not up come first.
 *
 * @param {Health["checks"]} checks
 */
export function sorted(checks) {
  const rank = ["down", "degraded", "up"];
  return checks.toSorted(
    (a, b) => rank.indexOf(a.state) - rank.indexOf(b.state) || a.name.localeCompare(b.name),
  );
}
