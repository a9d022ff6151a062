import { Agent, EventSource } from "undici";

/** @import { Follow } from "./clients.js" */

/** @type {Follow} */
export function follow(url, token, types, hear) {
  const dispatcher = new Agent().compose(
    (dispatch) => (options, handler) =>
      dispatch({ ...options, headers: { ...options.headers, authorization: `Bearer ${token}` } }, handler),
  );
  const source = new EventSource(url, { dispatcher });
  for (const type of types) {
    source.addEventListener(type, (/** @type {any} */ event) => hear(event));
  }
  return source;
}
