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
