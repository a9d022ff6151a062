/**
 * A guest: a person with a link to one order.
 */

import { GUEST } from "./messages.js";

/**
 * @typedef {| { kind: "secret", secret: string } | { kind: "order", orderId: string } | { kind: "nothing" }} Arrival
 */

/**
 * What the address of the page says. A fragment that is not a secret is a place on the page.
 *
 * @param {string} hash
 * @param {string} search
 * @returns {Arrival}
 */
export function arrival(hash, search) {
  const secret = hash.slice(1);
  if (/^[A-Za-z0-9_-]{22,200}$/.test(secret)) return { kind: "secret", secret };
  const orderId = new URLSearchParams(search).get("order");
  return orderId ? { kind: "order", orderId } : { kind: "nothing" };
}

/** A guest's cookie holds at most so many links. */
const MAX_HELD = 20;

/**
 * The orders that this browser holds links to, by their ids. The secrets are in a cookie that no script can read.
 *
 * @param {string | null} stored
 * @returns {string[]} the one opened last first
 */
export function held(stored) {
  return (stored ?? "").split(" ").filter((id) => id !== "");
}

/**
 * @param {readonly string[]} held
 * @param {string} orderId
 * @param {boolean} isOpen false: its link has ended
 * @returns {string} to store
 */
export function heldAfter(held, orderId, isOpen) {
  const others = held.filter((id) => id !== orderId);
  return (isOpen ? [orderId, ...others] : others).slice(0, MAX_HELD).join(" ");
}

/** @param {string} orderId */
export function trackHref(orderId) {
  return `/track?${new URLSearchParams({ order: orderId })}`;
}

/**
 * @param {string} reason why nothing is shown any more
 * @returns {{ title: string, why: string }}
 */
export function farewell(reason) {
  return reason === "revoked" || reason === "expired" ? GUEST[reason] : GUEST.broken;
}

/** Reasons for the end of a stream after which a guest may not see the order any more. */
export const GONE = ["revoked", "expired", "not-found", "forbidden"];
