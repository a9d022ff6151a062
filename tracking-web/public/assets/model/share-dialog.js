/**
 * The dialog that gives away links to one order: one value, changed by what is asked and answered.
 *
 * @import { Role, ShareLink } from "../../../wire.js"
 */

import { inSentence, moment } from "../lib/times.js";

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
      return { ...share, made: { id: action.id, url: action.url }, said: "The link is ready." };
    case "withdrawn":
      return without(share, (link) => link.id === action.id, "The link was withdrawn.");
    case "withdrawnAll":
      return without(share, () => true, "All links were withdrawn.");
    case "copied":
      return { ...share, said: "Copied." };
    case "selected":
      return { ...share, said: "The link is selected: copy it with your keyboard or its menu." };
    case "refused":
      return { ...share, busy: false, problem: PROBLEMS[action.status] ?? ANY_PROBLEM };
  }
}

/** @type {Partial<Record<number, string>>} */
const PROBLEMS = {
  0: "No answer from the service. Try again.",
  403: "You may not share this order.",
  404: "This order is not there any more.",
  409: "This order has as many links as it may have. Withdraw one to make another.",
};

const ANY_PROBLEM = "The service cannot do that just now. Try again in a moment.";

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
  const maker = by === "staff" ? "the shop" : role === "customer" ? "you" : "the customer";
  return `Made ${inSentence(moment(createdAt, now))} by ${maker}`;
}

/**
 * @param {ShareLink} link
 * @param {number} now
 */
export function validWords({ expiresAt }, now) {
  return `Valid until ${inSentence(moment(expiresAt, now))}`;
}
