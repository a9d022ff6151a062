/** @import { EventSource as EventSource3 } from "eventsource-3" */
/** @import { Follow } from "./clients.js" */

/**
 * The versions 3 to 5 are used in the same way.
 *
 * @param {typeof EventSource3} EventSource
 * @returns {Follow}
 */
export function followBy(EventSource) {
  return (url, token, types, hear) => {
    const source = new EventSource(url, {
      fetch: (input, init) =>
        fetch(input, { ...init, headers: { ...init.headers, Authorization: `Bearer ${token}` } }),
    });
    for (const type of types) {
      source.addEventListener(type, hear);
    }
    return source;
  };
}
