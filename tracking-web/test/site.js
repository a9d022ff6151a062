/**
 * A service to look at the pages with, without Java: sessions, links, orders and streams in memory, as
 * docs/openapi.yaml describes them. `node test/site.js 8090` serves it; tests start it on a port of their own.
 *
 * @import { IncomingMessage, ServerResponse } from "node:http"
 * @import { Order, OrderEvent } from "../wire.js"
 */

import { createServer } from "node:http";
import { aChange, anOrder } from "./samples.js";
import { SiteAccess } from "./site-access.js";
import { problem, sendFile, sendJson } from "./site-replies.js";

/** @typedef {{ path: string, credential: string, response: ServerResponse }} Open */

/** @type {Record<string, string>} */
const PAGES = { "/": "index.html", "/orders": "orders.html", "/track": "track.html", "/clock": "clock.html" };

export class Site {
  constructor() {
    this.access = new SiteAccess((credential, reason) => this.end(credential, reason));
    /** @type {Map<string, Order>} */
    this.orders = new Map();
    /** @type {OrderEvent[]} of all customers, in commit order */
    this.log = [];
    /** @type {Set<Open>} */
    this.streams = new Set();
    /** Every request, for tests that count them. @type {string[]} */
    this.asked = [];
    this.server = createServer((request, response) => this.answer(request, response));
    for (const id of ["ada", "grace", "linus"]) this.place(`WB-${id}-1`, id);
  }

  /** @param {number} [port] */
  async listen(port = 0) {
    await new Promise((resolve) => this.server.listen(port, "127.0.0.1", () => resolve(null)));
    const address = /** @type {import("node:net").AddressInfo} */ (this.server.address());
    return `http://127.0.0.1:${address.port}`;
  }

  close() {
    this.server.closeAllConnections();
    this.server.close();
  }

  /**
   * @param {string} id
   * @param {string} customerId
   */
  place(id, customerId) {
    this.orders.set(id, anOrder({ id, customerId, version: 0 }));
    this.commit(id, { type: "order.placed", order: { status: "PLACED", headline: "PLACED" } });
  }

  /**
   * @param {string} orderId
   * @param {Parameters<typeof aChange>[1]} change
   */
  commit(orderId, change) {
    const order = this.orders.get(orderId);
    if (!order) throw new Error(`No order ${orderId}`);
    const version = order.version + 1;
    const event = aChange(version, { ...change, orderId });
    this.orders.set(orderId, { ...order, ...event.order, lines: order.lines, shipments: order.shipments });
    this.log.push(event);
    for (const stream of this.streams) {
      const told = this.eventsOf(stream.path).at(-1);
      if (told?.orderId === orderId && told.version === version) write(stream.response, told.type, told);
    }
  }

  /**
   * The events of a stream's path, each with its cursor there.
   *
   * @param {string} path
   */
  eventsOf(path) {
    const [, , kind, id] = path.split("/");
    const isOurs = (/** @type {OrderEvent} */ event) =>
      kind === "orders" ? event.orderId === id : this.orders.get(event.orderId)?.customerId === id;
    return this.log.filter(isOurs).map((event, index) => ({ ...event, cursor: `k3f9-c${index + 1}` }));
  }

  /**
   * @param {string} credential a session, or a guest's link
   * @param {string} reason
   */
  end(credential, reason) {
    for (const stream of this.streams) {
      if (stream.credential !== credential) continue;
      this.streams.delete(stream);
      write(stream.response, "end", { reason });
      stream.response.end();
    }
  }

  /**
   * @param {IncomingMessage} request
   * @param {ServerResponse} response
   */
  async answer(request, response) {
    const url = new URL(request.url ?? "/", "http://here");
    const { pathname: path } = url;
    if (!path.startsWith("/api/")) {
      const page = PAGES[path] ?? (path.startsWith("/orders/") ? "order.html" : path.slice(1));
      return sendFile(response, page, this.access.demo);
    }
    this.asked.push(`${request.method} ${path}`);
    if (await this.access.answer(request, response, path)) return;
    const session = this.access.session(request);
    const order = this.orders.get(path.split("/")[3] ?? "");
    if (path === "/api/customers") {
      const customers = ["ada", "grace", "linus"].map((id) => ({
        id,
        name: `${id[0]?.toUpperCase()}${id.slice(1)}`,
      }));
      return session ? sendJson(response, 200, { customers }) : problem(response, 401, "unauthorized");
    }
    const credential = this.access.credentialFor(request, path, order);
    if (!credential) return problem(response, this.access.knows(request) ? 404 : 401, "unauthorized");
    if (path.endsWith("/events")) return this.events(request, response, url, credential);
    if (path.endsWith("/orders")) {
      const wanted = url.searchParams.get("state") ?? "open";
      const orders = [...this.orders.values()].filter(
        ({ customerId, status }) =>
          customerId === path.split("/")[3] &&
          (wanted === "done") === ["CANCELLED", "COMPLETED", "RETURNED"].includes(status),
      );
      return sendJson(response, 200, { cursor: this.head(path.replace(/orders$/, "events")), orders });
    }
    const { customerId, ...forGuests } = order ?? anOrder();
    return sendJson(response, 200, session ? { ...forGuests, customerId } : forGuests);
  }

  /** @param {string} path */
  head(path) {
    return `k3f9-c${this.eventsOf(path).length}`;
  }

  /**
   * @param {IncomingMessage} request
   * @param {ServerResponse} response
   * @param {URL} url
   * @param {string} credential
   */
  events(request, response, url, credential) {
    const path = url.pathname;
    const after = request.headers["last-event-id"] ?? url.searchParams.get("after") ?? "";
    const missed = this.eventsOf(path).slice(Number(/[0-9]*$/.exec(String(after))?.[0]));
    if (!request.headers.accept?.includes("text/event-stream")) {
      const events = missed.slice(0, Number(url.searchParams.get("limit") ?? 100));
      return sendJson(response, 200, { cursor: events.at(-1)?.cursor ?? this.head(path), events });
    }
    response.writeHead(200, { "Content-Type": "text/event-stream", "Cache-Control": "no-store" });
    response.write("retry: 2000\n\n");
    for (const event of missed) write(response, event.type, event);
    write(response, "ready", { cursor: this.head(path) });
    const stream = { path, credential, response };
    this.streams.add(stream);
    request.on("close", () => this.streams.delete(stream));
  }
}

/**
 * @param {ServerResponse} response
 * @param {string} name
 * @param {{ cursor?: string | undefined, reason?: string }} data
 */
function write(response, name, data) {
  const { cursor, ...rest } = data;
  const id = cursor ? `id: ${cursor}\n` : "";
  response.write(`event: ${name}\ndata: ${JSON.stringify(rest)}\n${id}\n`);
}

if (process.argv[1] === import.meta.filename) {
  const site = new Site();
  site.access.demo = true;
  console.log(await site.listen(Number(process.argv[2] ?? 8090)));
}
