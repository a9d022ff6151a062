/** @import { Hear } from "./clients.js" */

/**
 * In a page of Waybill's own origin: the browser adds the cookie of the session.
 *
 * @param {string} url
 * @param {readonly string[]} types
 * @param {Hear} hear
 */
export function follow(url, types, hear) {
  const source = new EventSource(url);
  for (const type of types) {
    source.addEventListener(type, hear);
  }
  return source;
}
