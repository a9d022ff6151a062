/**
 * Requests to the service: answers as values, refusals as errors.
 *
 * @import { Customer, EventsAnswer, Order, OrderEvent, OrdersAnswer } from "../../../wire.js"
 */

import { retryAfter } from "./backoff.js";

/** An answer may take so long, ms. */
const TIMEOUT = 15_000;
/** The most events that the service gives in one answer. */
const PAGE_SIZE = 500;
const MAX_PAGES = 20;
/** So many events of an order are shown at first, and at each "Show more" as many again. */
export const SHOWN_EVENTS = 20;

/** A problem that the service reported, or status 0 for no answer at all. */
export class Refusal extends Error {
  /**
   * @param {number} status
   * @param {string} title
   * @param {string} detail
   * @param {number} wait ms the service asked for
   * @param {{ pointer: string, detail: string }[]} errors where fields are wrong
   */
  constructor(status, title, detail = "", wait = 0, errors = []) {
    super(title);
    this.status = status;
    this.title = title;
    this.detail = detail;
    this.wait = wait;
    this.errors = errors;
  }

  /**
   * @param {unknown} error
   * @returns {Refusal}
   */
  static of(error) {
    return error instanceof Refusal ? error : new Refusal(0, "No answer from the service");
  }
}

/**
 * @param {string} path
 * @param {string} [method]
 * @param {object} [body] to send as JSON
 * @returns {Promise<Response>} a good one
 */
export async function ask(path, method = "GET", body) {
  const response = await fetch(path, {
    method,
    headers: { Accept: "application/json", ...(body ? { "Content-Type": "application/json" } : {}) },
    body: body ? JSON.stringify(body) : null,
    signal: AbortSignal.timeout(TIMEOUT),
  });
  if (response.ok) return response;
  const { title, detail, errors } = await response.json().catch(() => ({}));
  const wait = retryAfter(response.headers.get("Retry-After"), Date.now());
  throw new Refusal(response.status, title ?? response.statusText, detail, wait, errors);
}

/**
 * @param {string} path
 * @returns {Promise<any>}
 */
async function read(path) {
  return (await ask(path)).json();
}

/** @returns {Promise<Customer[]>} */
export async function readCustomers() {
  return (await read("/api/customers")).customers;
}

/**
 * One page of a customer's orders, newest first.
 *
 * @param {string} customerId
 * @param {"open" | "done"} [state]
 * @param {string} [page] `next` of the page before
 * @returns {Promise<OrdersAnswer>}
 */
export function readOrders(customerId, state = "open", page = "") {
  const query = new URLSearchParams({ state, ...(page ? { page } : {}) });
  return read(`${customerPath(customerId)}/orders?${query}`);
}

/**
 * @param {string} orderId
 * @returns {Promise<Order>}
 */
export function readOrder(orderId) {
  return read(orderPath(orderId));
}

/**
 * One page of a history.
 *
 * @param {string} path
 * @param {string | undefined} after
 * @param {number} limit
 * @returns {Promise<EventsAnswer>}
 */
export function readPage(path, after, limit) {
  const query = new URLSearchParams({ limit: String(limit), ...(after ? { after } : {}) });
  return read(`${path}?${query}`);
}

/**
 * A history to its end. If it has more than MAX_PAGES pages, it refuses as the service does where it cannot resume
 * (410), and the caller loads a new snapshot.
 *
 * @param {string} path
 * @param {string} [after]
 * @returns {Promise<OrderEvent[]>}
 */
export async function readEvents(path, after) {
  /** @type {OrderEvent[]} */
  const all = [];
  let cursor = after;
  for (let page = 0; page < MAX_PAGES; page++) {
    const answer = await readPage(path, cursor, PAGE_SIZE);
    all.push(...answer.events);
    if (answer.events.length < PAGE_SIZE) return all;
    cursor = answer.cursor;
  }
  throw new Refusal(410, "Too much was missed");
}

/**
 * The newest part of an order's history, ascending.
 *
 * @param {string} path
 * @param {readonly OrderEvent[]} first a part of the history that is known
 * @param {number} version of the order
 * @returns {Promise<OrderEvent[]>} SHOWN_EVENTS of them, or what happened after `version` as well
 */
export async function readNewest(path, first, version) {
  const known = first.find((event) => event.cursor)?.cursor;
  if (!known) return readEvents(path);
  const last = first.at(-1)?.version ?? 0;
  const shown = first.filter((event) => event.version > version - SHOWN_EVENTS);
  const after = Math.max(last, version - SHOWN_EVENTS);
  return version <= last ? shown : [...shown, ...(await readEvents(path, cursorAt(known, after)))];
}

/**
 * @param {string} path
 * @param {OrderEvent} oldest
 * @returns {Promise<OrderEvent[]>} the part of the history before that event, ascending
 */
export async function readEarlier(path, { cursor, version }) {
  const after = Math.max(0, version - 1 - SHOWN_EVENTS);
  const limit = version - 1 - after;
  return (await readPage(path, after > 0 ? cursorAt(cursor ?? "", after) : undefined, limit)).events;
}

/**
 * @param {string} cursor of an order's event
 * @param {number} version
 * @returns {string} the cursor of the order's event with that version
 */
function cursorAt(cursor, version) {
  return cursor.replace(/\d+$/, String(version));
}

/** @param {string} customerId */
export function customerPath(customerId) {
  return `/api/customers/${encodeURIComponent(customerId)}`;
}

/** @param {string} orderId */
export function orderPath(orderId) {
  return `/api/orders/${encodeURIComponent(orderId)}`;
}
