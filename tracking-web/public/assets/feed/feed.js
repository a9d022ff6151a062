/**
 * The plain feed: one stream for a page, for as long as the page is shown. This file is the browser's side:
 * EventSource, timers, the page's own events. What to do is decided in stream.js.
 *
 * @import { News } from "../../../news.js"
 * @import { Effect, Input } from "./state.js"
 * @import { Sequence } from "./sequence.js"
 */

import { catchUp, explain, openStream } from "./event-source.js";
import { begin } from "./state.js";
import { dueAt, step } from "./stream.js";

/**
 * A feed that runs. `stop` is for good; after `close` the page may connect again.
 *
 * @typedef {{ happen: (input: Input) => void, cursor: () => string, close: () => void, stop: () => void }} ActiveFeed
 */

/**
 * @param {{ path: string, cursor: string }} what the path of the stream and of its history, the snapshot's cursor
 * @param {(news: News) => void} tell
 */
export function follow({ path, cursor }, tell) {
  return whileShown(cursor, (from) => connect(path, from, tell));
}

/**
 * A page in the browser's back/forward cache has no connection; one that comes back goes on where it was.
 *
 * @param {string} cursor
 * @param {(cursor: string) => ActiveFeed} connect
 */
export function whileShown(cursor, connect) {
  let active = connect(cursor);
  let stopped = false;
  addEventListener("pagehide", () => active.close());
  addEventListener("pageshow", ({ persisted }) => {
    if (persisted && !stopped) active = connect(active.cursor());
  });
  document.addEventListener("visibilitychange", () => {
    active.happen({ kind: document.visibilityState === "visible" ? "shown" : "hidden" });
  });
  addEventListener("online", () => active.happen({ kind: "online" }));
  return {
    /** Later than now, so that a step that is under way is carried out to its end. */
    stop() {
      stopped = true;
      setTimeout(() => active.stop());
    },
  };
}

/**
 * @param {string} path
 * @param {string} cursor
 * @param {(news: News) => void} tell
 * @returns {ActiveFeed}
 */
function connect(path, cursor, tell) {
  const actions = streamActions(path, tell, (input) => loop.happen(input));
  const loop = run(begin(cursor, Date.now()), { step, dueAt }, actions.act);
  loop.happen({ kind: "open" });
  function close() {
    loop.close();
    actions.close();
  }
  return { happen: loop.happen, cursor: loop.cursor, close, stop: close };
}

/**
 * Holds the feed's value, and sets a timer for its next tick.
 *
 * @template {{ sequence: Sequence }} Value
 * @template In
 * @template Out
 * @param {Value} feed
 * @param {{ step: (feed: Value, input: In | { kind: "tick" }, now: number, chance: number) =>
 *   { feed: Value, effects: Out[] }, dueAt: (feed: Value) => number }} machine
 * @param {(effect: Out) => void} act
 */
export function run(feed, { step, dueAt }, act) {
  let value = feed;
  let closed = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  /** @param {In | { kind: "tick" }} input */
  function happen(input) {
    if (closed) return;
    const { feed: after, effects } = step(value, input, Date.now(), Math.random());
    value = after;
    effects.forEach(act);
    clearTimeout(timer);
    const wait = Math.max(0, dueAt(value) - Date.now());
    if (Number.isFinite(wait)) timer = setTimeout(() => happen({ kind: "tick" }), wait);
  }

  return {
    happen,
    cursor: () => value.sequence.cursor,
    close() {
      closed = true;
      clearTimeout(timer);
    },
  };
}

/**
 * Carries out the effects of a stream.
 *
 * @param {string} path
 * @param {(news: News) => void} tell
 * @param {(input: Input) => void} happen
 */
export function streamActions(path, tell, happen) {
  /** @type {EventSource | undefined} */
  let source;

  /** @param {Effect} effect */
  function act(effect) {
    switch (effect.do) {
      case "open":
        source?.close();
        source = openStream(path, effect.after, happen);
        break;
      case "close":
        source?.close();
        break;
      case "explain":
        explain(path, effect.after).then(happen);
        break;
      case "catchUp":
        catchUp(path, effect.after).then(happen);
        break;
      case "tell":
        tell(effect.news);
        break;
    }
  }

  return { act, close: () => source?.close() };
}
