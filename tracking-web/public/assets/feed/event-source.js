/**
 * One EventSource, and the history of the same resource.
 *
 * @import { Input } from "./state.js"
 */

import { Refusal, readEvents, readPage } from "../lib/api.js";
import { EVENT_TYPES } from "../lib/event-types.js";
import { clientName, tabStorage } from "./client.js";

const CONTROL = ["ready", "reset", "ping", "stale", "fresh", "end"];

const client = clientName({ storage: tabStorage(globalThis), page: globalThis });

/**
 * @param {string} path
 * @param {string} after
 * @param {(input: Input) => void} happen
 */
export function openStream(path, after, happen) {
  const query = new URLSearchParams({ after, client });
  const source = new EventSource(`${path}?${query}`);
  source.onopen = () => happen({ kind: "opened" });
  source.onerror = () => happen({ kind: "failed", fatal: source.readyState === EventSource.CLOSED });
  for (const name of [...EVENT_TYPES, ...CONTROL]) {
    source.addEventListener(name, (frame) => {
      // A frame may still be in the queue when its stream is replaced.
      if (source.readyState !== EventSource.CLOSED) happen(read(name, frame));
    });
  }
  return source;
}

/**
 * @param {string} name
 * @param {MessageEvent<string>} frame
 * @returns {Input}
 */
function read(name, frame) {
  const data = parse(frame.data);
  const cursor = frame.lastEventId;
  if (!CONTROL.includes(name)) return { kind: "frame", name, cursor, event: data };
  return { kind: "frame", name, cursor, event: null, reason: String(data?.reason ?? "") };
}

/**
 * @param {string} text
 * @returns {any} null for what is not JSON: the change is then missing, and is read from the history
 */
function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/**
 * @param {string} path
 * @param {string} after
 * @returns {Promise<Input>}
 */
export async function catchUp(path, after) {
  try {
    return { kind: "history", events: await readEvents(path, after) };
  } catch (error) {
    const { status, wait } = Refusal.of(error);
    return { kind: "noHistory", status, wait };
  }
}

/**
 * Why a stream was refused: EventSource hides it, the JSON form of the same resource tells.
 *
 * @param {string} path
 * @param {string} after
 * @returns {Promise<Input>}
 */
export async function explain(path, after) {
  try {
    await readPage(path, after, 1);
    return { kind: "explained", status: 200, wait: 0 };
  } catch (error) {
    const { status, wait } = Refusal.of(error);
    return { kind: "explained", status, wait };
  }
}
