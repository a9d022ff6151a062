/**
 * The feed's hands: EventSource, Web Locks, BroadcastChannel, timers. What to do with them is decided in
 * machine.js; here nothing is decided that a test would want to see.
 *
 * @import { Action } from "../model/state.js"
 * @import { Effect, Input, Message } from "./state.js"
 */

import { queueFor } from "./lock.js";
import { dueAt, step } from "./machine.js";
import { begin } from "./state.js";
import { catchUp, explain, openStream } from "./stream.js";

/** A leader that stops keeps the lead for so long, ms, so that the others hear its last words before they lead. */
const LAST_WORDS = 1000;

/**
 * Follows a stream for as long as the page is shown. One stream per browser where Web Locks exist, which is
 * everywhere but on plain HTTP outside localhost; there each tab has its own.
 *
 * @param {object} what
 * @param {string} what.path of the stream and of its history
 * @param {string} what.name who is signed in and what is followed: tabs with the same name share a stream
 * @param {string} what.cursor of the page's snapshot
 * @param {(action: Action) => void} tell
 */
export function follow({ path, name, cursor }, tell) {
  let line = connect(path, name, cursor, tell);
  let stopped = false;
  addEventListener("pagehide", () => line.close());
  addEventListener("pageshow", (event) => {
    if (event.persisted && !stopped) line = connect(path, name, line.cursor(), tell);
  });
  document.addEventListener("visibilitychange", () => {
    line.happen(isVisible() ? { kind: "wake", visible: true } : { kind: "hide" });
  });
  addEventListener("online", () => line.happen({ kind: "wake", visible: isVisible() }));
  return {
    /** What it is just telling the others it still tells. Then it no longer answers them: it knows only the past. */
    stop() {
      stopped = true;
      setTimeout(() => line.close(LAST_WORDS));
    },
  };
}

/**
 * @param {string} path
 * @param {string} name
 * @param {string} cursor
 * @param {(action: Action) => void} tell
 */
function connect(path, name, cursor, tell) {
  const isShared = "locks" in navigator && "BroadcastChannel" in globalThis;
  const channel = isShared ? new BroadcastChannel(`waybill ${name}`) : null;
  const lock = isShared ? queueFor(`waybill ${name}`, happen) : null;
  let feed = begin(cursor, Date.now(), isVisible());
  let closed = false;
  /** @type {EventSource | undefined} */
  let source;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  /** @param {Input} input */
  function happen(input) {
    if (closed) return;
    const { feed: after, effects } = step(feed, input, Date.now(), Math.random());
    feed = after;
    effects.forEach(act);
    clearTimeout(timer);
    const wait = Math.max(0, dueAt(feed) - Date.now());
    if (Number.isFinite(wait)) timer = setTimeout(() => happen({ kind: "tick" }), wait);
  }

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
      case "ask":
        explain(path, effect.after).then(happen);
        break;
      case "catchUp":
        catchUp(path, effect.after).then(happen);
        break;
      case "tell":
        tell(effect.action);
        break;
      case "say":
        channel?.postMessage(effect.message);
        break;
      case "hello":
        channel?.postMessage({ kind: "hello" });
        break;
      case "queue":
        lock?.queue();
        break;
      case "steal":
        lock?.steal();
        break;
    }
  }

  channel?.addEventListener("message", ({ data }) =>
    happen({ kind: "message", message: /** @type {Message} */ (data) }),
  );
  if (lock) {
    lock.queue();
    act({ do: "hello" });
    happen({ kind: "tick" });
  } else happen({ kind: "lead" });

  return {
    happen,
    cursor: () => feed.sequence.cursor,
    /** @param {number} [linger] ms until somebody else may lead */
    close(linger = 0) {
      closed = true;
      clearTimeout(timer);
      source?.close();
      channel?.close();
      if (linger) setTimeout(() => lock?.release(), linger);
      else lock?.release();
    },
  };
}

function isVisible() {
  return document.visibilityState === "visible";
}
