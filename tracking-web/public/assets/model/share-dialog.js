/**
 * The dialog with the links to one order: one value, changed by requests and answers.
 *
 * @import { Role, ShareLink } from "../../../wire.js"
 */

import { inSentence, moment } from "../lib/times.js";
import { SHARE, SHARE_PROBLEMS } from "./messages.js";

/**
 * @typedef {object} Share
 * @property {readonly ShareLink[] | null} links the valid ones, newest first; null before they are known
 * @property {{ id: string, url: string } | null} made the link just made: its address is told only this once
 * @property {boolean} busy
 * @property {string} problem
 * @property {string} said what was done, for the ear and the eye
 */

/**
 * @typedef {| { type: "asked" } | { type: "listed", links: readonly ShareLink[] }
 *   | { type: "made", id: string, url: string } | { type: "withdrawn", id: string } | { type: "withdrawnAll" }
 *   | { type: "copied" } | { type: "selected" } | { type: "refused", status: number }} ShareAction
 */

/** @type {Share} */
export const CLOSED = { links: null, made: null, busy: false, problem: "", said: "" };

/**
 * @param {Share} share
 * @param {ShareAction} action
 * @returns {Share}
 */
export function next(share, action) {
  switch (action.type) {
    case "asked":
      return { ...share, busy: true, problem: "", said: "" };
    case "listed":
      return { ...share, busy: false, links: action.links };
    case "made":
      return { ...share, made: { id: action.id, url: action.url }, said: SHARE.made };
    case "withdrawn":
      return without(share, (link) => link.id === action.id, SHARE.withdrawn);
    case "withdrawnAll":
      return without(share, () => true, SHARE.allWithdrawn);
    case "copied":
      return { ...share, said: SHARE.copied };
    case "selected":
      return { ...share, said: SHARE.selected };
    case "refused":
      return { ...share, busy: false, problem: SHARE_PROBLEMS[action.status] ?? SHARE.unavailable };
  }
}

/**
 * @param {Share} share
 * @param {(link: { id: string }) => boolean} isGone
 * @param {string} said
 * @returns {Share}
 */
function without(share, isGone, said) {
  const links = share.links?.filter((link) => !isGone(link)) ?? null;
  const made = share.made && isGone(share.made) ? null : share.made;
  return { ...share, busy: false, links, made, said };
}

/**
 * @param {ShareLink} link
 * @param {Role} role of who looks
 * @param {number} now
 */
export function linkWords({ createdAt, by }, role, now) {
  const maker = by === "staff" ? SHARE.shop : role === "customer" ? SHARE.you : SHARE.customer;
  return SHARE.madeBy(inSentence(moment(createdAt, now)), maker);
}

/**
 * @param {ShareLink} link
 * @param {number} now
 */
export function validWords({ expiresAt }, now) {
  return SHARE.validUntil(inSentence(moment(expiresAt, now)));
}
