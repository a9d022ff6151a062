/** What a feed tells the page. Types only: no page loads this file. */

import type { OrderEvent } from "./wire.js";

/** What the page may truthfully say about how fresh it is. */
export interface Connection {
  /** `offline`: the service should have been heard by now, its database is away, or the browser says that there is no network. */
  kind: "connecting" | "live" | "reconnecting" | "offline" | "ended";
  /** When the service was last heard, in ms since 1970; 0 for never. */
  asOf: number;
  /** Why it ended. */
  reason?: string;
}

/** `reset`: nothing that is older can be trusted, so the page loads its snapshot again. */
export type News =
  | { type: "event"; event: OrderEvent }
  | { type: "reset" }
  | { type: "connection"; connection: Connection };
