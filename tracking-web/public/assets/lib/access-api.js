/**
 * Requests about the session and the links for guests.
 *
 * @import { Session, ShareLink } from "../../../wire.js"
 */

import { ask, orderPath } from "./api.js";

/** @typedef {Session & { deadline: number }} Viewer `deadline`: the session's end by this machine's clock, ms */

/**
 * This machine's clock may be wrong by hours, so the end is counted from the service's clock in the answer.
 *
 * @returns {Promise<Viewer>}
 */
export async function readSession() {
  const response = await ask("/api/session");
  const session = /** @type {Session} */ (await response.json());
  const now = Date.now();
  const there = Date.parse(response.headers.get("Date") ?? "") || now;
  const left = Date.parse(session.expiresAt) - there;
  return { ...session, deadline: Number.isNaN(left) ? Number.POSITIVE_INFINITY : now + left };
}

/**
 * @param {string} username
 * @param {string} password
 */
export async function signIn(username, password) {
  await ask("/api/session", "POST", { username, password });
}

export async function endSession() {
  await ask("/api/session", "DELETE");
}

/**
 * @param {string} orderId
 * @returns {Promise<ShareLink[]>}
 */
export async function readLinks(orderId) {
  return (await (await ask(linksPath(orderId))).json()).links;
}

/**
 * @param {string} orderId
 * @returns {Promise<{ id: string, url: string }>}
 */
export async function makeLink(orderId) {
  return (await ask(linksPath(orderId), "POST", {})).json();
}

/**
 * @param {string} orderId
 * @param {string} [linkId] without it, all of them
 */
export async function withdraw(orderId, linkId) {
  await ask(linksPath(orderId) + (linkId ? `/${encodeURIComponent(linkId)}` : ""), "DELETE");
}

/**
 * @param {string} secret
 * @returns {Promise<string>} the order it opens
 */
export async function redeem(secret) {
  return (await (await ask("/api/links/redeem", "POST", { secret })).json()).orderId;
}

/** @param {string} orderId */
function linksPath(orderId) {
  return `${orderPath(orderId)}/links`;
}
