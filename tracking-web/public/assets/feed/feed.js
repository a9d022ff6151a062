/**
 * The plain feed: one stream for a page, for as long as the page is shown. This file is the browser's side:
 * EventSource, timers, the page's own events. What to do is decided in stream.js.
 *
 * @import { Connection, News } from "../../../news.js"
 * @import { Effect, Input } from "./state.js"
 * @import { Sequence } from "./sequence.js"
 */

import { catchUp, explain, openStream } from "./event-source.js";
import { begin } from "./state.js";
import { dueAt, step } from "./stream.js";

/**
 * A feed that runs. `stop` is for good; after `close` the page may connect again, where it was.
 *
 * @typedef {{ happen: (input: Input) => void, place: () => Place, close: () => void, stop: () => void }} ActiveFeed
 * @typedef {{ cursor: string, heardAt: number }} Place how far the page is, and when it last heard the service
 */

/**
 * A browser opens only six connections to a server, so a hidden tab gives its stream up for the others.
 *
 * @param {{ path: string, cursor: string }} what the path of the stream and of its history, the snapshot's cursor
 * @param {(news: News) => void} tell
 */
export function follow({ path, cursor }, tell) {
  const isWanted = () => document.visibilityState === "visible";
  return whileShown(cursor, (from) => connect(path, from, tell), tell, isWanted);
}

/**
 * A page that is frozen, or in the browser's back/forward cache, has no connection; one that comes back goes on where
 * it was.
 *
 * @param {string} cursor
 * @param {(from: Place) => ActiveFeed} connect
 * @param {(news: News) => void} tell
 * @param {() => boolean} [isWanted] whether a page that runs has a connection
 */
export function whileShown(cursor, connect, tell, isWanted = () => true) {
  /** @type {ActiveFeed | null} */
  let active = null;
  let place = { cursor, heardAt: Date.now() };
  let stopped = false;

  function leave() {
    if (!active) return;
    place = active.place();
    active.close();
    active = null;
    tell({ type: "connection", connection: { kind: "connecting", asOf: place.heardAt } });
  }

  function come() {
    if (!active && !stopped && isWanted()) active = connect(place);
  }

  come();
  addEventListener("pagehide", leave);
  addEventListener("pageshow", come);
  document.addEventListener("freeze", leave);
  document.addEventListener("resume", come);
  document.addEventListener("visibilitychange", () => {
    const isVisible = document.visibilityState === "visible";
    if (!isWanted()) leave();
    // A page that is left becomes hidden after `pagehide`.
    else if (isVisible) come();
    active?.happen({ kind: isVisible ? "shown" : "hidden" });
  });
  addEventListener("online", () => active?.happen({ kind: "online" }));
  addEventListener("offline", () => active?.happen({ kind: "offline" }));
  return {
    /** Later than now, so that a step that is under way is carried out to its end. */
    stop() {
      stopped = true;
      setTimeout(() => active?.stop());
    },
  };
}

/**
 * @param {string} path
 * @param {Place} from
 * @param {(news: News) => void} tell
 * @returns {ActiveFeed}
 */
function connect(path, { cursor, heardAt }, tell) {
  const actions = streamActions(path, tell, (input) => loop.happen(input));
  const loop = run(begin(cursor, Date.now(), heardAt), { step, dueAt }, actions.act);
  loop.happen({ kind: "open" });
  function close() {
    loop.close();
    actions.close();
  }
  return { happen: loop.happen, place: loop.place, close, stop: close };
}

/**
 * Holds the feed's value, and sets a timer for its next tick.
 *
 * @template {{ sequence: Sequence, connection: Connection }} Value
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
    place: () => ({ cursor: value.sequence.cursor, heardAt: value.connection.asOf }),
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
