/**
 * A guest: somebody with a link to one order.
 */

/**
 * @typedef {| { kind: "secret", secret: string } | { kind: "order", orderId: string } | { kind: "nothing" }} Arrival
 */

/**
 * What the address of the page says. A fragment that is no secret is a place on the page.
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

const ASK = "If you still want to follow the parcels, ask whoever sent you the link for a new one.";

/**
 * @param {string} reason why nothing is shown any more
 * @returns {{ title: string, why: string }}
 */
export function farewell(reason) {
  if (reason === "revoked") return { title: "This link was withdrawn.", why: ASK };
  if (reason === "expired") return { title: "This link has expired.", why: ASK };
  return {
    title: "This link does not work.",
    why: "It may not be complete, it may have expired, or it was withdrawn. Ask whoever sent it to you for a new one.",
  };
}

/** Ends of a stream, and refusals, after which a guest has nothing to see here. */
export const GONE = ["revoked", "expired", "not-found", "forbidden"];
