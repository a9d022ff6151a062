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
import { Refusal, readEvents, readOrder } from "../public/assets/lib/api.js";
import { atSameVersion, historyPath } from "../public/assets/page/order-with-history.js";
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
    atSameVersion(order, oldHistory),
    atSameVersion(oldOrder, history),
    atSameVersion(order, history),
  ]) {
    const told = await asked;
    assert.equal(told.order.version, order.version);
    assert.equal(told.history.at(-1)?.version, order.version);
  }
});
