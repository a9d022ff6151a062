/**
 * Who is signed in, and the notice that this is about to end. The notice takes no focus, as a dialog would have
 * to, from whoever reads or types: it stands first in the page, and a polite voice tells of it two minutes ahead.
 *
 * @import { Session } from "../../../wire.js"
 */

import { byId, show, text } from "../lib/dom.js";
import { clock } from "../lib/times.js";

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
 * Drawn again with every answer, it says the same thing only once.
 *
 * @param {{ until: number, final: boolean } | null} told
 * @param {boolean} isUnsure whose session it is cannot be found out
 */
export function drawNotice(told, isUnsure) {
  const words = isUnsure
    ? "We cannot reach our service to see whether you are still signed in."
    : wordsOf(told);
  const mayStay = !!told && !told.final && !isUnsure;
  const isLost = !mayStay && byId("notice").contains(document.activeElement);
  show(byId("stay"), mayStay);
  show(byId("notice"), words !== "");
  text(byId("notice-words"), words);
  text(byId("notice-voice"), words);
  // The button goes; who pressed it by key goes on from the content.
  if (isLost) byId("main").focus();
}

/** @param {{ until: number, final: boolean } | null} told */
function wordsOf(told) {
  if (!told) return "";
  const at = clock(told.until);
  return told.final
    ? `You will be signed out at ${at}. A session cannot last longer: sign in again then.`
    : `You will be signed out at ${at}.`;
}

/**
 * Nothing of the page is to be seen until it is known whose it is.
 *
 * @param {boolean} isCovered
 */
export function cover(isCovered) {
  document.documentElement.toggleAttribute("data-covered", isCovered);
}
