/**
 * Where somebody goes after signing in, and the address of the sign-in page that remembers it. The wish stands
 * in an address that anybody may have written, so it is taken only where it stays with us.
 *
 * @import { Session } from "../../../wire.js"
 */

/** Stands for our own origin; nothing is ever asked of it. */
const HERE = "https://here.invalid";
/** Longer than any address of ours. */
const LONGEST = 2000;

/**
 * @param {string | null} wish as it stands in the address
 * @returns {string | null} a path of ours, as the browser itself would read it; null for anything else
 */
export function safeReturn(wish) {
  if (!wish || wish.length > LONGEST || !/^\/(?![/\\])/.test(wish)) return null;
  const read = URL.canParse(wish, HERE) ? new URL(wish, HERE) : null;
  // Browsers drop tabs and line ends and resolve dots: only what is left counts, and it may say `//` again.
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

/** @typedef {"logout" | "expired" | ""} Because why somebody has to sign in again; empty: was not signed in */

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
  if (query.get("because") === "logout") return "You were signed out.";
  if (query.get("because") === "expired") return "Your session has expired. Sign in again to go on.";
  return safeReturn(query.get("return")) ? "Sign in to see that page." : "";
}
