/**
 * Where people go after they sign in, and the address of the sign-in page that remembers it. A stranger may have
 * written that address, so only a path of our own is followed.
 *
 * @import { Session } from "../../../wire.js"
 */

import { SIGN_IN } from "./messages.js";

/** Stands for our own origin; no request ever goes to it. */
const HERE = "https://here.invalid";
/** Longer than any address of ours. */
const MAX_LENGTH = 2000;

/**
 * @param {string | null} wish as it stands in the address
 * @returns {string | null} a path of ours, as the browser itself would read it; null for anything else
 */
export function safeReturn(wish) {
  if (!wish || wish.length > MAX_LENGTH || !/^\/(?![/\\])/.test(wish)) return null;
  const read = URL.canParse(wish, HERE) ? new URL(wish, HERE) : null;
  // Browsers drop tabs and line ends and resolve dots, so only the result counts, and it may begin with `//` again.
  if (read?.origin !== HERE || read.pathname.startsWith("//")) return null;
  return read.pathname === "/" ? null : `${read.pathname}${read.search}${read.hash}`;
}

/**
 * @param {Pick<Session, "role">} session
 * @param {string | null} wish
 * @returns {string | null} null for staff without a wish: the list of customers is where they are
 */
export function destination({ role }, wish) {
  return safeReturn(wish) ?? (role === "customer" ? "/orders" : null);
}

/** @typedef {"logout" | "expired" | ""} Because why people have to sign in again; empty: they were not signed in */

/**
 * @param {string} from the path to come back to
 * @param {Because} because
 */
export function signInHref(from, because) {
  const back = safeReturn(from);
  const query = new URLSearchParams({ ...(back ? { return: back } : {}), ...(because ? { because } : {}) });
  return query.size > 0 ? `/?${query}` : "/";
}

/**
 * @param {string} search of the sign-in page
 * @returns {string} what it says before it asks; empty for nothing
 */
export function reason(search) {
  const query = new URLSearchParams(search);
  if (query.get("because") === "logout") return SIGN_IN.signedOut;
  if (query.get("because") === "expired") return SIGN_IN.expired;
  return safeReturn(query.get("return")) ? SIGN_IN.wanted : "";
}
