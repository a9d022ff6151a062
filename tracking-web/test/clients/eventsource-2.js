// @ts-expect-error: version 2 has no types
import EventSource from "eventsource-2";

/** @import { Follow, Heard } from "./clients.js" */

/** @type {Follow} */
export function follow(url, token, types, hear) {
  const source = new EventSource(url, { headers: { Authorization: `Bearer ${token}` } });
  let last = "";
  for (const type of types) {
    source.addEventListener(type, (/** @type {Heard} */ event) => {
      // The data of a cut change is told on the next connection, under the id before it; then it comes again.
      const isChange = event.type.includes(".");
      if (isChange && event.lastEventId === last) return;
      last = event.lastEventId;
      hear(event);
    });
  }
  return source;
}
