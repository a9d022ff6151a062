import * as eventsource3 from "eventsource-3";
import { followBy } from "./eventsource.js";
import * as eventsource2 from "./eventsource-2.js";
import * as fetchEventSource from "./fetch-event-source.js";
import * as undici from "./undici.js";

/** @import { Follow } from "./clients.js" */

/** @type {Record<string, Follow>} */
export const CLIENTS = {
  "eventsource-2": eventsource2.follow,
  "eventsource-3": followBy(eventsource3.EventSource),
  undici: undici.follow,
  "fetch-event-source": fetchEventSource.follow,
};

// Version 5 needs Node 22, and npm leaves it out on an older one.
const eventsource5 = "eventsource-5";
if (Number.parseInt(process.versions.node, 10) >= 22) {
  CLIENTS[eventsource5] = followBy((await import(eventsource5)).EventSource);
}
