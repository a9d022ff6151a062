/**
 * Who is signed in, and the notice that the session is about to end. The notice stands first in the page and is
 * announced politely two minutes ahead. A dialog would take the focus from the reader.
 *
 * @import { Session } from "../../../wire.js"
 */

import { byId, show, text } from "../lib/dom.js";
import { clock } from "../lib/times.js";
import { SESSION } from "../model/messages.js";

/** @param {Session} session */
export function drawAccount({ username, role }) {
  text(byId("who"), username);
  show(byId("who-staff"), role === "staff");
  show(byId("account"), true);
}

/** @param {string} problem */
export function drawSignOutProblem(problem) {
  text(byId("sign-out-problem"), problem);
}

/**
 * It is drawn with every answer; an unchanged text is not announced again.
 *
 * @param {{ until: number, final: boolean } | null} told
 * @param {boolean} isUnsure the service cannot be asked who is signed in
 */
export function drawNotice(told, isUnsure) {
  const words = isUnsure ? SESSION.unsure : wordsOf(told);
  const mayStay = !!told && !told.final && !isUnsure;
  const isLost = !mayStay && byId("notice").contains(document.activeElement);
  show(byId("stay"), mayStay);
  show(byId("notice"), words !== "");
  text(byId("notice-words"), words);
  text(byId("notice-voice"), words);
  // The button disappears, so the focus moves to the content.
  if (isLost) byId("main").focus();
}

/** @param {{ until: number, final: boolean } | null} told */
function wordsOf(told) {
  if (!told) return "";
  const at = clock(told.until);
  return told.final ? SESSION.endsForGood(at) : SESSION.ends(at);
}

/**
 * Hides the page until it is known who is signed in.
 *
 * @param {boolean} isCovered
 */
export function cover(isCovered) {
  document.documentElement.toggleAttribute("data-covered", isCovered);
}
