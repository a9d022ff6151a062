/**
 * The access rules of the stand-in: sessions, links and guests.
 *
 * @import { IncomingMessage, ServerResponse } from "node:http"
 * @import { Order, Role, Session, ShareLink } from "../wire.js"
 */

import { randomBytes } from "node:crypto";
import { problem, sendJson } from "./site-replies.js";

/** @typedef {ShareLink & { orderId: string, secret: string }} Link */

export class SiteAccess {
  /** @param {(credential: string, reason: string) => void} end ends the streams of a credential */
  constructor(end) {
    this.endStreams = end;
    this.demo = false;
    /** How long a session lasts after its last use, ms. */
    this.idle = 30 * 60_000;
    /** Seconds until trying is allowed again; 0 for now. */
    this.tooMany = 0;
    /** @type {Map<string, Session>} by its cookie */
    this.sessions = new Map();
    /** @type {Link[]} newest first */
    this.links = [];
  }

  /**
   * @param {IncomingMessage} request
   * @returns {Session | undefined}
   */
  session(request) {
    const session = this.sessions.get(cookie(request, "waybill_session"));
    return session && Date.parse(session.expiresAt) > Date.now() ? session : undefined;
  }

  /** @param {IncomingMessage} request */
  guestOf(request) {
    const secrets = cookie(request, "waybill_guest").split(".");
    return this.links.filter(({ secret }) => secrets.includes(secret));
  }

  /** @param {IncomingMessage} request */
  knows(request) {
    return !!this.session(request) || this.guestOf(request).length > 0;
  }

  /**
   * @param {IncomingMessage} request
   * @param {string} path
   * @param {Order | undefined} order
   * @returns {string | null} the credential that opens it
   */
  credentialFor(request, path, order) {
    const session = this.session(request);
    const owner = path.startsWith("/api/orders/") ? order?.customerId : path.split("/")[3];
    if (session && owner && (session.role === "staff" || session.customerId === owner)) {
      return cookie(request, "waybill_session");
    }
    return this.guestOf(request).find(({ orderId }) => order?.id === orderId)?.id ?? null;
  }

  /**
   * @param {IncomingMessage} request
   * @param {ServerResponse} response
   * @param {string} path
   * @returns {Promise<boolean>} whether it was for us
   */
  async answer(request, response, path) {
    const session = this.session(request);
    const isLook = path === "/api/session" && request.method === "GET";
    if (session && !isLook) session.expiresAt = new Date(Date.now() + this.idle).toISOString();
    if (path === "/api/session") await this.onSession(request, response);
    else if (path === "/api/links/redeem") await this.onRedeem(request, response);
    else if (path.includes("/links")) this.onLinks(request, response, path);
    else return false;
    return true;
  }

  /**
   * @param {IncomingMessage} request
   * @param {ServerResponse} response
   */
  async onSession(request, response) {
    const id = cookie(request, "waybill_session");
    const session = this.session(request);
    if (request.method === "POST") return this.signIn(response, await body(request));
    if (!session) return problem(response, 401, "unauthorized");
    if (request.method === "GET") return sendJson(response, 200, session);
    this.signOut(id, "logout");
    sendJson(response, 204, undefined, { "Set-Cookie": "waybill_session=; Path=/; Max-Age=0" });
  }

  /**
   * @param {string} id
   * @param {string} reason
   */
  signOut(id, reason) {
    this.sessions.delete(id);
    this.endStreams(id, reason);
  }

  /**
   * @param {ServerResponse} response
   * @param {{ username?: string, password?: string }} who
   */
  signIn(response, { username = "", password }) {
    if (this.tooMany)
      return problem(response, 429, "too-many-attempts", { "Retry-After": `${this.tooMany}` });
    const isKnown = ["staff", "ada", "grace", "linus"].includes(username) && password === username;
    if (!isKnown) return problem(response, 401, "bad-credentials");
    const id = randomBytes(16).toString("hex");
    const role = /** @type {Role} */ (username === "staff" ? "staff" : "customer");
    const expiresAt = new Date(Date.now() + this.idle).toISOString();
    const own = role === "customer" ? { customerId: username } : {};
    this.sessions.set(id, { username, role, ...own, expiresAt });
    sendJson(response, 204, undefined, { "Set-Cookie": `waybill_session=${id}; ${FLAGS}` });
  }

  /**
   * @param {IncomingMessage} request
   * @param {ServerResponse} response
   */
  async onRedeem(request, response) {
    const { secret } = await body(request);
    const link = this.links.find((known) => known.secret === secret);
    if (!link) return problem(response, 404, "link-gone");
    const held = [...new Set([...this.guestOf(request).map((known) => known.secret), link.secret])];
    const headers = { "Set-Cookie": `waybill_guest=${held.join(".")}; ${FLAGS}` };
    sendJson(response, 200, { orderId: link.orderId }, headers);
  }

  /**
   * @param {IncomingMessage} request
   * @param {ServerResponse} response
   * @param {string} path
   */
  onLinks(request, response, path) {
    const session = this.session(request);
    const [, , , orderId = "", , linkId] = path.split("/");
    if (!session) return problem(response, 401, "unauthorized");
    const links = this.links.filter((link) => link.orderId === orderId);
    if (request.method === "GET") return sendJson(response, 200, { links: links.map(shown) });
    if (request.method === "POST") {
      if (links.length >= 20) return problem(response, 409, "too-many-links");
      const link = this.makeLink(orderId, session.role);
      const { id, expiresAt, secret } = link;
      return sendJson(response, 201, { id, url: `/track#${secret}`, expiresAt });
    }
    for (const link of links) if (!linkId || link.id === linkId) this.withdraw(link, "revoked");
    sendJson(response, 204);
  }

  /**
   * @param {string} orderId
   * @param {Role} by
   */
  makeLink(orderId, by) {
    const expiresAt = new Date(Date.now() + 30 * 86_400_000).toISOString();
    const secret = randomBytes(18).toString("base64url");
    const id = randomBytes(4).toString("hex");
    const link = { id, secret, orderId, by, createdAt: new Date().toISOString(), expiresAt };
    this.links.unshift(link);
    return link;
  }

  /**
   * @param {Link} link
   * @param {string} reason
   */
  withdraw(link, reason) {
    this.links = this.links.filter((other) => other !== link);
    this.endStreams(link.id, reason);
  }
}

const FLAGS = "Path=/; HttpOnly; SameSite=Strict";

/** @param {Link} link */
function shown({ id, createdAt, by, expiresAt }) {
  return { id, createdAt, by, expiresAt };
}

/**
 * @param {IncomingMessage} request
 * @param {string} name
 */
function cookie(request, name) {
  const pairs = (request.headers.cookie ?? "").split("; ").map((pair) => pair.split("="));
  return pairs.find(([key]) => key === name)?.[1] ?? "";
}

/**
 * @param {IncomingMessage} request
 * @returns {Promise<any>}
 */
async function body(request) {
  let text = "";
  for await (const chunk of request) text += chunk;
  return JSON.parse(text || "{}");
}
