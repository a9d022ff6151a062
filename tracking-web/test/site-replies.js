/**
 * What the stand-in sends.
 *
 * @import { ServerResponse } from "node:http"
 */

import { pageHtml, read } from "./page-html.js";

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
  "manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; " +
  "require-trusted-types-for 'script'; trusted-types 'none'";

/** @type {Record<string, string>} */
const TYPES = { html: "text/html", css: "text/css", js: "text/javascript", svg: "image/svg+xml" };

/**
 * Assets lie under a version, as the service serves them.
 *
 * @param {ServerResponse} response
 * @param {string} path
 * @param {boolean} demo
 */
export function sendFile(response, path, demo) {
  try {
    const type = TYPES[path.split(".").at(-1) ?? ""] ?? "text/plain";
    const content = type === "text/html" ? pageHtml(path) : read(path.replace("assets/1a2b/", "assets/"));
    response.writeHead(200, { "Content-Type": `${type}; charset=utf-8`, "Content-Security-Policy": POLICY });
    if (type !== "text/html") return response.end(content);
    const html = content.replaceAll('"/assets/', '"/assets/1a2b/');
    response.end(demo ? html.replace('data-demo="false"', 'data-demo="true"') : html);
  } catch {
    response.writeHead(404).end();
  }
}

/**
 * @param {ServerResponse} response
 * @param {number} status
 * @param {object} [body]
 * @param {Record<string, string>} [headers]
 */
export function sendJson(response, status, body, headers = {}) {
  response.writeHead(status, { "Content-Type": "application/json", "Cache-Control": "no-store", ...headers });
  response.end(body ? JSON.stringify(body) : "");
}

/**
 * @param {ServerResponse} response
 * @param {number} status
 * @param {string} type
 * @param {Record<string, string>} [headers]
 */
export function problem(response, status, type, headers = {}) {
  const body = { type: `urn:waybill:problem:${type}`, title: type, status };
  sendJson(response, status, body, { "Content-Type": "application/problem+json", ...headers });
}
