import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { test } from "node:test";
import { CLIENTS } from "./clients/all.js";

/** @import { IncomingMessage, ServerResponse } from "node:http" */
/** @import { Followed } from "./clients/clients.js" */
/** @typedef {(request: IncomingMessage, response: ServerResponse) => void} Answer */

const LIMIT = { timeout: 30_000 };
const SOON = "retry: 1\n\n";
const NOT_TODAY = "retry: 86400000\n\n";

/**
 * Follows a server that gives each connection the next answer, and all others the last one.
 *
 * @param {string} client
 * @param {Answer[]} answers
 * @param {(heard: string[], requests: IncomingMessage[]) => boolean} isOver
 */
async function follow(client, answers, isOver) {
  /** @type {IncomingMessage[]} */
  const requests = [];
  /** @type {string[]} */
  const heard = [];
  const server = createServer((request, response) => {
    const answer = answers[Math.min(requests.push(request), answers.length) - 1];
    answer?.(request, response);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  /** @type {Followed} */
  const followed = /** @type {import("./clients/clients.js").Follow} */ (CLIENTS[client])(
    `http://127.0.0.1:${port}/`,
    "a token",
    ["order.note_added", "end"],
    ({ type, data }) => heard.push(type === "end" ? "end" : data),
  );
  while (!isOver(heard, requests) && followed.readyState !== 2) {
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  const { readyState } = followed;
  followed.close();
  server.closeAllConnections();
  server.close();
  return { heard, requests, gaveUp: readyState === 2 };
}

/** @param {number} n */
const block = (n) => `event: order.note_added\ndata: ${n}\nid: e-c${n}\n\n`;

/** @param {IncomingMessage} request */
const after = ({ headers }) => Number(/** @type {string} */ (headers["last-event-id"] ?? "e-c0").slice(3));

/**
 * @param {string} text
 * @returns {Answer}
 */
const stream = (text) => (_, response) => {
  response.writeHead(200, { "Content-Type": "text/event-stream" });
  response.write(text);
};

/**
 * @param {string} text
 * @returns {Answer}
 */
const ended = (text) => (request, response) => {
  stream(text)(request, response);
  response.end();
};

/**
 * @param {number} status
 * @returns {Answer}
 */
const refused = (status) => (_, response) => {
  response.writeHead(status, { "Content-Type": "application/problem+json" }).end("{}");
};

for (const client of Object.keys(CLIENTS)) {
  test(`${client} sends its token and goes on after the last id when a stream has ended`, LIMIT, async () => {
    const { heard, requests } = await follow(
      client,
      [ended(`${SOON}${block(1)}event: end\ndata: {}\n\n`), stream(`${SOON}${block(2)}`)],
      (heard) => heard.length === 3,
    );

    assert.deepEqual(heard, ["1", "end", "2"]);
    assert.deepEqual(
      requests.map((request) => request.headers.authorization),
      ["Bearer a token", "Bearer a token"],
    );
    assert.deepEqual(requests.map(after), [0, 1]);
  });

  test(
    `${client} hears each change once, wherever a block is cut before its id's line ends`,
    LIMIT,
    async () => {
      const cuts = block(1).length - 1;
      /** @type {Answer[]} */
      const answers = Array.from({ length: cuts }, (_, cut) => (request, response) => {
        const last = after(request);
        stream(SOON + block(last + 1) + block(last + 2).slice(0, cut))(request, response);
        setImmediate(() => response.socket?.end());
      });
      const { heard } = await follow(client, answers, (heard) => heard.length >= cuts);

      assert.deepEqual(
        heard,
        Array.from({ length: cuts }, (_, i) => `${i + 1}`),
      );
    },
  );

  test(`${client} takes the last retry, also of a block without data`, LIMIT, async () => {
    const answers = [ended(NOT_TODAY + SOON), ended(`${NOT_TODAY}event: end\ndata: {}\nretry: 1\n\n`)];
    const { requests } = await follow(client, answers, (_, requests) => requests.length === 3);

    assert.equal(requests.length, 3);
  });

  for (const status of [401, 429, 503]) {
    const survives = {
      "fetch-event-source": [429, 503],
      "eventsource-2": [503],
    }[client]?.includes(status);

    test(`${client} ${survives ? "tries again after" : "gives up at"} ${status}`, LIMIT, async () => {
      const answers = [refused(status), stream(SOON + block(1))];
      const { heard, gaveUp } = await follow(client, answers, (heard) => heard.length === 1);

      assert.equal(gaveUp, !survives);
      assert.deepEqual(heard, survives ? ["1"] : []);
    });
  }
}
