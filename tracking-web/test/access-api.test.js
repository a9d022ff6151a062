import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import {
  endSession,
  makeLink,
  readLinks,
  readSession,
  redeem,
  signIn,
  withdraw,
} from "../public/assets/lib/access-api.js";
import { Refusal, readEarlier, readEvents, readNewest, readOrder } from "../public/assets/lib/api.js";
import { atSameVersion, historyPath, readFirst } from "../public/assets/page/order-with-history.js";
import { Site } from "./site.js";

const site = new Site();
const browsersFetch = globalThis.fetch;
/** @type {Map<string, string>} */
const cookies = new Map();

before(async () => {
  const base = await site.listen();
  globalThis.fetch = async (path, init = {}) => {
    const Cookie = [...cookies].map((pair) => pair.join("=")).join("; ");
    const headers = { .../** @type {Record<string, string>} */ (init.headers), Cookie };
    const response = await browsersFetch(base + path, { ...init, headers });
    for (const cookie of response.headers.getSetCookie()) {
      const [name = "", value = ""] = (cookie.split(";")[0] ?? "").split("=");
      cookies.set(name, value);
    }
    return response;
  };
});

after(() => {
  globalThis.fetch = browsersFetch;
  site.close();
});

beforeEach(() => {
  cookies.clear();
  site.access.tooMany = 0;
});

/** @param {Promise<unknown>} asked */
async function refusal(asked) {
  return asked.then(
    () => assert.fail("nothing was refused"),
    (error) => Refusal.of(error),
  );
}

test("a session exists after signing in and not after signing out", async () => {
  assert.equal((await refusal(readSession())).status, 401);

  await signIn("ada", "ada");
  const { username, role, customerId } = await readSession();
  await endSession();

  assert.deepEqual([username, role, customerId], ["ada", "customer", "ada"]);
  assert.equal((await refusal(readSession())).status, 401);
});

test("the session's end is told by the clock of this machine, even if that clock is wrong", async (context) => {
  await signIn("staff", "staff");
  context.mock.timers.enable({ apis: ["Date"], now: Date.now() - 5 * 3_600_000 });

  const { deadline } = await readSession();

  const minutes = (deadline - Date.now()) / 60_000;
  assert.ok(minutes > 29 && minutes < 31, `${minutes}`);
});

test("too many tries say how long to wait", async () => {
  site.access.tooMany = 42;

  const { status, wait } = await refusal(signIn("ada", "ada"));

  assert.deepEqual([status, wait], [429, 42_000]);
});

test("a link is made, listed, redeemed and withdrawn; a guest sees the order without its customer", async () => {
  await signIn("ada", "ada");
  const { id, url } = await makeLink("WB-ada-1");
  assert.deepEqual(
    (await readLinks("WB-ada-1")).map((link) => link.id),
    [id],
  );
  const owner = new Map(cookies);
  cookies.clear();

  assert.equal(await redeem(url.split("#")[1] ?? ""), "WB-ada-1");
  assert.equal((await readOrder("WB-ada-1")).customerId, undefined);
  for (const [name, value] of owner) cookies.set(name, value);
  assert.equal((await readSession()).username, "ada", "the session stays what it was");

  await withdraw("WB-ada-1", id);
  cookies.delete("waybill_session");
  assert.equal((await refusal(readOrder("WB-ada-1"))).status, 401);
  assert.equal((await refusal(redeem(url.split("#")[1] ?? ""))).status, 404);
});

test("an order and a history that were read a change apart are brought to the same version", async () => {
  await signIn("ada", "ada");
  const path = historyPath("WB-ada-1");
  const [oldOrder, oldHistory] = await Promise.all([readOrder("WB-ada-1"), readEvents(path)]);
  site.commit("WB-ada-1", {});
  const [order, history] = await Promise.all([readOrder("WB-ada-1"), readEvents(path)]);

  for (const asked of [
    atSameVersion(order, Promise.resolve(oldHistory)),
    atSameVersion(oldOrder, Promise.resolve(history)),
    atSameVersion(order, Promise.resolve(history)),
  ]) {
    const told = await asked;
    assert.equal(told.order.version, order.version);
    assert.equal(told.history.at(-1)?.version, order.version);
  }
});

test("of a long history the newest part is read, and an earlier one when it is asked for", async () => {
  await signIn("ada", "ada");
  site.place("WB-long", "ada");
  for (let change = 2; change <= 50; change++) site.commit("WB-long", {});
  const path = historyPath("WB-long");

  const { history } = await atSameVersion(readOrder("WB-long"), readFirst("WB-long"));
  assert.deepEqual(versions(history), range(31, 50));

  const [oldest] = history;
  if (!oldest) throw new Error("there is a history");
  const earlier = await readEarlier(path, oldest);
  assert.deepEqual(versions(earlier), range(11, 30));

  const [first] = earlier;
  if (!first) throw new Error("there is an earlier part");
  assert.deepEqual(versions(await readEarlier(path, first)), range(1, 10));
});

test("what happened after the part that is known is added to it, or read instead of it", async () => {
  await signIn("ada", "ada");
  site.place("WB-grows", "ada");
  const path = historyPath("WB-grows");
  const known = await readFirst("WB-grows");
  for (let change = 2; change <= 30; change++) site.commit("WB-grows", {});

  assert.deepEqual(versions(await readNewest(path, known, 2)), range(1, 30), "what came meanwhile as well");
  assert.deepEqual(versions(await readNewest(path, known, 30)), range(11, 30));
});

/** @param {readonly { version: number }[]} events */
function versions(events) {
  return events.map((event) => event.version);
}

/**
 * @param {number} first
 * @param {number} last
 */
function range(first, last) {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
