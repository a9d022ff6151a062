/**
 * One stream for all tabs of a browser that follow the same thing: the browser's side of the election, with Web
 * Locks and BroadcastChannel. What to do is decided in election.js.
 *
 * @import { News } from "../../../../news.js"
 * @import { ActiveFeed, Place } from "../feed.js"
 * @import { Message, TabEffect, TabInput } from "./state.js"
 */

import { follow, run, streamActions, whileShown } from "../feed.js";
import { dueAt, step } from "./election.js";
import { leaderLock } from "./lock.js";
import { begin } from "./state.js";

/** A leader that stops keeps the lead for so long, ms, so that the others hear its last words before they lead. */
const RELEASE_DELAY = 1000;

/**
 * Web Locks exist everywhere but on plain HTTP outside localhost; there each tab has a plain feed of its own.
 *
 * @param {object} what
 * @param {string} what.path of the stream and of its history
 * @param {string} what.name who is signed in and what is followed: tabs with the same name share a stream
 * @param {string} what.cursor of the page's snapshot
 * @param {(news: News) => void} tell
 */
export function followTogether({ path, name, cursor }, tell) {
  const canShare = "locks" in navigator && "BroadcastChannel" in globalThis;
  if (!canShare) return follow({ path, cursor }, tell);
  return whileShown(cursor, (from) => connect(path, `waybill ${name}`, from, tell), tell);
}

/**
 * @param {string} path
 * @param {string} name
 * @param {Place} from
 * @param {(news: News) => void} tell
 * @returns {ActiveFeed}
 */
function connect(path, name, { cursor, heardAt }, tell) {
  /** @param {TabInput} input */
  const happen = (input) => loop.happen(input);
  const channel = new BroadcastChannel(name);
  const lock = leaderLock(name, happen);
  const actions = streamActions(path, tell, happen);
  const isVisible = document.visibilityState === "visible";
  const loop = run(begin(cursor, Date.now(), isVisible, heardAt), { step, dueAt }, act);

  /** @param {TabEffect} effect */
  function act(effect) {
    switch (effect.do) {
      case "say":
        return channel.postMessage(effect.message);
      case "hello":
        return channel.postMessage({ kind: "hello" });
      case "queue":
        return lock.queue();
      case "steal":
        return lock.steal();
      default:
        return actions.act(effect);
    }
  }

  /** Ends everything but the lock. */
  function disconnect() {
    loop.close();
    actions.close();
    channel.close();
  }

  channel.addEventListener("message", ({ data }) =>
    happen({ kind: "message", message: /** @type {Message} */ (data) }),
  );
  act({ do: "queue" });
  act({ do: "hello" });
  happen({ kind: "tick" });

  return {
    happen,
    place: loop.place,
    close() {
      disconnect();
      lock.release();
    },
    /** From now on it does not answer the others, because it knows only the past. */
    stop() {
      disconnect();
      setTimeout(() => lock.release(), RELEASE_DELAY);
    },
  };
}
