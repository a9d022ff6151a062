import { fetchEventSource } from "@microsoft/fetch-event-source";

/** @import { Follow } from "./clients.js" */

// It is made for browsers. In Node it finds what it uses of one here; openWhenHidden spares the rest.
const browser = { window: globalThis, document: { removeEventListener() {} } };
Object.assign(globalThis, browser);

class Refused extends Error {}

/** @type {Follow} */
export function follow(url, token, types, hear) {
  const closing = new AbortController();
  const followed = { readyState: 1, close: () => closing.abort() };
  fetchEventSource(url, {
    signal: closing.signal,
    openWhenHidden: true,
    headers: { Authorization: `Bearer ${token}` },
    async onopen(response) {
      if ([401, 403, 404].includes(response.status)) throw new Refused(`${response.status}`);
      if (!response.ok) throw new Error(`${response.status}`);
    },
    onmessage({ event, data, id }) {
      if (types.includes(event)) hear({ type: event, data, lastEventId: id });
    },
    onclose() {
      throw new Error("ended; it is opened again after retry");
    },
    onerror(error) {
      if (error instanceof Refused) throw error;
    },
  }).catch(() => {
    followed.readyState = 2;
  });
  return followed;
}
