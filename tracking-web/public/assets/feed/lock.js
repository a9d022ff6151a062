/** @import { Input } from "./state.js" */

/**
 * The right to lead: a Web Lock, which the browser hands to the next tab in the queue when its holder closes
 * it or dies.
 *
 * @param {string} name
 * @param {(input: Input) => void} happen
 */
export function queueFor(name, happen) {
  /** @type {AbortController | null} ends the waiting in the queue */
  let waiting = null;
  /** @type {(() => void) | null} gives the lock back */
  let giveBack = null;

  let released = false;

  /** @param {LockOptions} options */
  function request(options) {
    navigator.locks.request(name, options, hold).catch((error) => {
      if (giveBack) {
        // Somebody stole it.
        giveBack = null;
        happen({ kind: "deposed" });
      } else if (error.name !== "AbortError") {
        // The browser forbids locks here. Then this tab has a stream of its own.
        happen({ kind: "lead" });
      }
    });
  }

  /** The lock is ours for as long as the promise is open. */
  function hold() {
    waiting = null;
    if (released) return;
    happen({ kind: "lead" });
    return new Promise((/** @type {(value?: undefined) => void} */ resolve) => {
      giveBack = resolve;
    });
  }

  return {
    queue() {
      waiting = new AbortController();
      request({ signal: waiting.signal });
    },
    /** `steal` knows no signal and no queue: the place in the queue is given up for it. */
    steal() {
      waiting?.abort();
      waiting = null;
      request({ steal: true });
    },
    release() {
      released = true;
      waiting?.abort();
      giveBack?.();
      giveBack = null;
    },
  };
}
