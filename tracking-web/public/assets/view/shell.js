/**
 * What every live page has: the connection's state, the voice, the panels for loading and failing.
 *
 * @import { Said } from "../model/announce.js"
 * @import { Connection } from "../../../news.js"
 * @import { State, Trouble } from "../model/state.js"
 */

import { attribute, byId, part, show, text } from "../lib/dom.js";
import { moment } from "../lib/times.js";
import { announce, PAUSE, SILENCE } from "../model/announce.js";
import { setIcon } from "./icons.js";

/** @typedef {keyof typeof LOOKS} Look */

const LOOKS = {
  live: /** @type {const} */ ("dot"),
  trying: /** @type {const} */ ("turn"),
  stale: /** @type {const} */ ("clock"),
};

/** Without a line for so long, ms, the page says how old it is rather than what it is trying. */
const STALE = 60_000;

/** @type {[Look, string]} */
const CATCHING_UP = ["trying", "Catching up…"];

/** @type {Partial<Record<string, string>>} */
const ENDINGS = {
  logout: "Signed out",
  expired: "Session expired",
  revoked: "Access ended",
};

const NOT_FOUND = {
  title: "We cannot find that",
  why: "The link may be mistyped, or it belongs to somebody else. Check it, or go on from here.",
};

/** @type {Partial<Record<number, { title: string, why: string }>>} by status: those that trying again does not help */
const TROUBLES = {
  400: NOT_FOUND,
  403: { title: "This is not yours to see", why: "You are signed in as somebody who may not see it." },
  404: NOT_FOUND,
};

const UNREACHABLE = {
  title: "We cannot reach our service",
  why: "Your parcels are still on their way, only the news of them is not. This page keeps trying by itself.",
};

/** @type {Said} */
let said = SILENCE;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let speaking;

/**
 * @param {State} state
 */
export function drawShell(state) {
  drawConnection(state);
  speak(state);
  show(byId("loading"), state.phase === "loading");
  show(byId("content"), state.phase === "ready");
  show(byId("failed"), state.phase === "failed");
  if (state.trouble) drawTrouble(state.trouble);
}

/** @param {State} state */
function drawConnection({ connection, phase, awaiting, now }) {
  const node = byId("connection");
  const isCatchingUp = awaiting && connection.kind === "live";
  const [look, words] = isCatchingUp ? CATCHING_UP : connectionWords(connection, now);
  show(node, phase === "ready");
  attribute(node, "data-look", look);
  setIcon(part(node, "icon"), LOOKS[look]);
  text(part(node, "connection-words"), words);
}

/**
 * @param {Connection} connection
 * @param {number} now
 * @returns {[Look, string]}
 */
function connectionWords({ kind, asOf, reason }, now) {
  if (kind === "live") return ["live", "Live"];
  if (kind === "connecting") return ["trying", "Connecting…"];
  const asOfWords = `as of ${moment(asOf, now).replace("Today, ", "")}`;
  if (kind === "ended") return ["stale", `${ENDINGS[reason ?? ""] ?? "Updates ended"}, ${asOfWords}`];
  if (now - asOf < STALE) return ["trying", "Reconnecting…"];
  return ["stale", `Offline, ${asOfWords}`];
}

/**
 * Says what is to be said now, and comes back for what has to wait.
 *
 * @param {State} state
 */
function speak(state) {
  clearTimeout(speaking);
  const after = announce(said, state, Date.now());
  if (after.at !== said.at) text(byId("voice"), after.text);
  said = after;
  if (said.waits) speaking = setTimeout(() => speak(state), said.at + PAUSE - Date.now());
}

/** @param {Trouble} trouble */
function drawTrouble({ status }) {
  const { title, why } = TROUBLES[status] ?? UNREACHABLE;
  text(byId("failed-title"), title);
  text(byId("failed-why"), why);
  show(byId("retry"), !(status in TROUBLES));
}
