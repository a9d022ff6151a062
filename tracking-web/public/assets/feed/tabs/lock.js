/**
 * The right to lead: a Web Lock, which the browser hands to the next tab in the queue when its holder closes or
 * crashes.
 *
 * @param {string} name
 * @param {(input: { kind: "lead" } | { kind: "deposed" }) => void} happen
 */
export function leaderLock(name, happen) {
  /** @type {AbortController | null} leaves the queue */
  let queued = null;
  /** @type {(() => void) | null} gives the lock back */
  let giveBack = null;

  let released = false;

  /** @param {LockOptions} options */
  function request(options) {
    navigator.locks.request(name, options, hold).catch((error) => {
      if (giveBack) {
        // Another tab stole it.
        giveBack = null;
        happen({ kind: "deposed" });
      } else if (error.name !== "AbortError") {
        // The browser forbids locks here. Then this tab has a stream of its own.
        happen({ kind: "lead" });
      }
    });
  }

  /** The tab holds the lock for as long as the promise is open. */
  function hold() {
    queued = null;
    if (released) return;
    happen({ kind: "lead" });
    return new Promise((/** @type {(value?: undefined) => void} */ resolve) => {
      giveBack = resolve;
    });
  }

  return {
    queue() {
      queued = new AbortController();
      request({ signal: queued.signal });
    },
    /** A request with `steal` takes no signal and waits in no queue, so the tab gives up its place there. */
    steal() {
      queued?.abort();
      queued = null;
      request({ steal: true });
    },
    release() {
      released = true;
      queued?.abort();
      giveBack?.();
      giveBack = null;
    },
  };
}
