/**
 * What every live page has: the state of the connection, announcements, the panels for loading and failing.
 *
 * @import { Said } from "../model/announce.js"
 * @import { Connection } from "../../../news.js"
 * @import { State, Trouble } from "../model/state.js"
 */

import { attribute, byId, part, show, text } from "../lib/dom.js";
import { moment } from "../lib/times.js";
import { announce, MIN_PAUSE, NOTHING_SAID } from "../model/announce.js";
import { TROUBLES, UNREACHABLE } from "../model/messages.js";
import { CONNECTION, ENDINGS } from "../model/words.js";
import { setIcon } from "./icons.js";

/** @typedef {keyof typeof LOOKS} Look */

const LOOKS = {
  live: /** @type {const} */ ("dot"),
  trying: /** @type {const} */ ("turn"),
  stale: /** @type {const} */ ("clock"),
};

/** @type {[Look, string]} */
const CATCHING_UP = ["trying", CONNECTION.catchingUp];

/** @type {Said} */
let said = NOTHING_SAID;
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
  if (kind === "live") return ["live", CONNECTION.live];
  if (kind === "connecting") return ["trying", CONNECTION.connecting];
  const when = moment(asOf, now).replace("Today, ", "");
  if (kind === "ended") return ["stale", CONNECTION.asOf(ENDINGS[reason ?? ""] ?? CONNECTION.ended, when)];
  if (kind === "reconnecting") return ["trying", CONNECTION.reconnecting];
  return ["stale", CONNECTION.asOf(CONNECTION.offline, when)];
}

/**
 * Announces what is due now, and sets a timer for what has to wait.
 *
 * @param {State} state
 */
function speak(state) {
  clearTimeout(speaking);
  const after = announce(said, state, Date.now());
  if (after.at !== said.at) text(byId("voice"), after.text);
  said = after;
  if (said.waits) speaking = setTimeout(() => speak(state), said.at + MIN_PAUSE - Date.now());
}

/** @param {Trouble} trouble */
function drawTrouble({ status }) {
  const { title, why } = TROUBLES[status] ?? UNREACHABLE;
  text(byId("failed-title"), title);
  text(byId("failed-why"), why);
  show(byId("retry"), !(status in TROUBLES));
}
