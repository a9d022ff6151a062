/**
 * Watches a session while a page shows its data: one value, changed by `step`, with the time handed in.
 * What the page must do comes back as effects; page/session.js carries them out.
 *
 * @import { Effect, Input, Known, Step, Watch } from "./session-state.js"
 */

import { MAX_TIMER, NOTICE_PERIOD, RECHECK_PERIOD } from "./session-state.js";

/**
 * @param {Watch} watch
 * @param {Input} input
 * @param {number} now
 * @returns {Step}
 */
export function step(watch, input, now) {
  if (input.kind === "back") return back(watch, input.restored, now);
  if (input.kind === "stay") return still({ ...watch, leaving: false });
  if (watch.leaving) return still(watch);
  switch (input.kind) {
    case "tick":
      return now < dueAt(watch, now) ? still(watch) : ask(watch);
    case "told":
      return ask(watch);
    case "renewed":
      return ask({ ...watch, renewing: true });
    case "known":
      return known(watch, input.session, now);
    case "refused":
      return refused(watch, input.status, now);
    case "ended":
      return ended(watch, input.reason);
    case "leave":
      return still({ ...watch, leaving: true });
  }
}

/**
 * When `step` wants a tick.
 *
 * @param {Watch} watch
 * @param {number} now
 */
export function dueAt(watch, now) {
  if (watch.asking || watch.leaving) return Number.POSITIVE_INFINITY;
  if (watch.askAt > 0) return watch.askAt;
  return Math.min(Math.max(watch.deadline - NOTICE_PERIOD, 0), now + MAX_TIMER);
}

/**
 * What the page says about the session's end.
 *
 * @param {Watch} watch
 * @param {number} now
 * @returns {{ until: number, final: boolean } | null} null for nothing
 */
export function notice(watch, now) {
  const isShown = watch.near && !watch.leaving && now < watch.deadline;
  return isShown ? { until: watch.deadline, final: watch.final } : null;
}

/**
 * The page is shown again, after another tab, another page, or a closed lid. A page from the back/forward cache,
 * or one whose session must be over, shows nothing until the service has said who is signed in.
 *
 * @param {Watch} watch
 * @param {boolean} restored
 * @param {number} now
 * @returns {Step}
 */
function back(watch, restored, now) {
  if (watch.leaving && !restored) return still(watch);
  const covered = restored || watch.covered || now >= watch.deadline;
  // An answer that was on its way when the page went into the cache never comes.
  const asking = restored ? false : watch.asking;
  return ask({ ...watch, covered, asking, leaving: false });
}

/**
 * @param {Watch} watch
 * @param {Known} session
 * @param {number} now
 * @returns {Step}
 */
function known(watch, { username, deadline }, now) {
  if (username !== watch.username) return go(watch, { do: "reload" });
  const near = deadline - now <= NOTICE_PERIOD;
  const askAt = near ? Math.min(now + RECHECK_PERIOD, Math.max(deadline, now + 1000)) : 0;
  const final = near && (watch.renewing || watch.final);
  const after = { ...watch, deadline, asking: false, askAt, near, final, renewing: false, covered: false };
  return { watch: after, effects: [] };
}

/**
 * @param {Watch} watch
 * @param {number} status 0 for no answer at all: then the page shows no more than before
 * @param {number} now
 * @returns {Step}
 */
function refused(watch, status, now) {
  if (status === 401) {
    // The service's clock and this machine's may differ by a second or two.
    const isOver = now >= watch.deadline - 2000;
    return go(watch, { do: "leave", because: isOver ? "expired" : "logout" });
  }
  const near = watch.deadline - now <= NOTICE_PERIOD;
  const covered = now >= watch.deadline;
  const askAt = near ? now + RECHECK_PERIOD : 0;
  return { watch: { ...watch, asking: false, renewing: false, askAt, near, covered }, effects: [] };
}

/**
 * @param {Watch} watch
 * @param {string} reason why the stream ended
 * @returns {Step}
 */
function ended(watch, reason) {
  if (reason === "logout" || reason === "expired") return go(watch, { do: "leave", because: reason });
  // The stream was refused or its right was revoked; whether the session ended too, the service says.
  return reason === "signed-out" || reason === "revoked" ? ask(watch) : still(watch);
}

/**
 * @param {Watch} watch
 * @returns {Step}
 */
function ask(watch) {
  return watch.asking ? still(watch) : { watch: { ...watch, asking: true }, effects: [{ do: "ask" }] };
}

/**
 * @param {Watch} watch
 * @param {Effect} effect after which the page is left
 * @returns {Step}
 */
function go(watch, effect) {
  return { watch: { ...watch, leaving: true, covered: true, asking: false }, effects: [effect] };
}

/**
 * @param {Watch} watch
 * @returns {Step}
 */
function still(watch) {
  return { watch, effects: [] };
}
