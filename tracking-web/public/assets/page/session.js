/**
 * The session of a page that shows personal data: the page says who is signed in, and is left when the session ends.
 *
 * @import { Effect, Input, Watch } from "../model/session-state.js"
 * @import { Because } from "../model/return-address.js"
 * @import { Viewer } from "../lib/access-api.js"
 */

import { endSession, readSession } from "../lib/access-api.js";
import { Refusal } from "../lib/api.js";
import { byId } from "../lib/dom.js";
import { SESSION } from "../model/messages.js";
import { signInHref } from "../model/return-address.js";
import { dueAt, notice, step } from "../model/session.js";
import { begin, MAX_TIMER } from "../model/session-state.js";
import { cover, drawAccount, drawNotice, drawSignOutProblem } from "../view/account.js";
import { announceSessionChange, onSessionChange } from "./session-channel.js";

/**
 * Asks at once who is signed in, so that the answer is on its way while the rest of the page starts.
 *
 * @param {object} page
 * @param {() => Promise<unknown>} page.renew reads the page's data again, which keeps the session alive
 * @param {Viewer} [page.known] if the page has asked already
 */
export function watchSession({ renew, known }) {
  /** @type {Promise<Viewer> | null} */
  let asked = known ? Promise.resolve(known) : readSession();
  /** @type {Watch | null} null until the page knows who is signed in */
  let watch = null;
  let left = false;
  /** @type {Promise<void>} */
  let checked = Promise.resolve();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  /** @returns {Promise<Viewer>} */
  async function viewer() {
    try {
      asked ??= readSession();
      const session = await asked;
      if (!watch) {
        watch = begin(session, Date.now());
        drawAccount(session);
        happen({ kind: "tick" });
      }
      return session;
    } catch (error) {
      asked = null;
      if (Refusal.of(error).status === 401) leave("");
      throw error;
    }
  }

  /** @param {Input} input */
  function happen(input) {
    if (!watch) return;
    const result = step(watch, input, Date.now());
    watch = result.watch;
    result.effects.forEach(act);
    draw();
    clearTimeout(timer);
    const wait = Math.min(dueAt(watch, Date.now()) - Date.now(), MAX_TIMER);
    if (!watch.leaving) timer = setTimeout(() => happen({ kind: "tick" }), Math.max(wait, 0));
  }

  /** @param {Effect} effect */
  function act(effect) {
    if (effect.do === "ask") checked = check();
    else if (effect.do === "leave") leave(effect.because);
    else location.reload();
  }

  async function check() {
    try {
      const session = await readSession();
      asked = Promise.resolve(session);
      happen({ kind: "known", session });
    } catch (error) {
      happen({ kind: "refused", status: Refusal.of(error).status });
    }
  }

  function draw() {
    if (!watch) return;
    cover(watch.covered);
    drawNotice(notice(watch, Date.now()), watch.covered && !watch.asking && !watch.leaving);
  }

  /** @param {Because} because */
  function leave(because) {
    left = true;
    cover(true);
    location.replace(signInHref(location.pathname + location.search, because));
  }

  async function stay() {
    await renew();
    happen({ kind: "renewed" });
  }

  async function signOut() {
    // The page's own stream ends now; the user knows why.
    happen({ kind: "leave" });
    drawSignOutProblem("");
    try {
      await endSession();
    } catch (error) {
      if (Refusal.of(error).status !== 401) {
        happen({ kind: "stay" });
        drawSignOutProblem(SESSION.stillSignedIn);
        return;
      }
    }
    cover(true);
    announceSessionChange();
    location.replace("/");
  }

  byId("sign-out").addEventListener("click", signOut);
  byId("stay").addEventListener("click", stay);
  onSessionChange(() => happen({ kind: "told" }));
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") happen({ kind: "back", restored: false });
  });
  // The browser may show the page from its back/forward cache before a script runs, so it is hidden before it goes into the cache.
  addEventListener("pagehide", () => cover(true));
  addEventListener("pageshow", ({ persisted }) => {
    if (!persisted) return;
    if (watch) happen({ kind: "back", restored: true });
    else location.reload();
  });

  return {
    viewer,
    /** @param {string} reason why the stream ended */
    ended: (reason) => happen({ kind: "ended", reason }),
    /**
     * The page's data was refused.
     *
     * @param {number} status
     * @returns {Promise<boolean>} whether the browser leaves the page, so that no message is needed
     */
    async refused(status) {
      if (status === 401 && !left) {
        // The refused request may be older than this session: only the service knows who is signed in now.
        if (watch) happen({ kind: "told" });
        await (watch ? checked : viewer().catch(() => null));
      }
      return left || (watch?.leaving ?? false);
    },
  };
}
