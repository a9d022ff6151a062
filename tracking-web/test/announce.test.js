/**
 * @import { Connection } from "../news.js"
 * @import { State } from "../public/assets/model/state.js"
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { announce, MIN_PAUSE, NOTHING_SAID } from "../public/assets/model/announce.js";
import { begin } from "../public/assets/model/state.js";
import { anOrder } from "./samples.js";

/**
 * @param {Record<string, string>} headlines by order
 * @param {Connection["kind"]} kind
 * @param {string | null} only
 * @returns {State}
 */
function page(headlines, kind = "live", only = null) {
  const orders = Object.entries(headlines).map(([id, headline]) => anOrder({ id, headline }));
  return {
    ...begin(only, 0),
    phase: "ready",
    awaiting: false,
    orders: new Map(orders.map((order) => [order.id, order])),
    connection: { kind, asOf: 0 },
  };
}

const start = announce(NOTHING_SAID, page({ A: "PLACED", B: "PLACED" }), 1000);

test("the first snapshot is not read out", () => {
  assert.equal(start.text, "");
});

test("a changed headline is said once", () => {
  const changed = page({ A: "SHIPPED", B: "PLACED" });

  const said = announce(start, changed, 10_000);

  assert.equal(said.text, "On its way: 2 × Desk lamp and 3 more items.");
  assert.equal(announce(said, changed, 90_000).at, said.at);
});

test("on the page of one order the headline is enough", () => {
  const before = announce(NOTHING_SAID, page({ A: "PLACED" }, "live", "A"), 0);

  assert.equal(announce(before, page({ A: "SHIPPED" }, "live", "A"), 9000).text, "On its way.");
});

test("a change that is no change of the headline is not said", () => {
  assert.equal(announce(start, page({ A: "PLACED", B: "PLACED" }), 10_000).at, start.at);
});

test("at most one sentence in five seconds, and it tells the end of them", () => {
  const first = announce(start, page({ A: "SHIPPED", B: "PLACED" }), 10_000);

  const second = announce(first, page({ A: "OUT_FOR_DELIVERY", B: "PLACED" }), 11_000);
  const third = announce(second, page({ A: "DELIVERED", B: "PLACED" }), 10_000 + MIN_PAUSE);

  assert.equal(second.at, first.at);
  assert.ok(second.waits);
  assert.match(third.text, /^Delivered/);
  assert.ok(!third.waits);
});

test("several changes are counted, not listed", () => {
  assert.equal(announce(start, page({ A: "SHIPPED", B: "SHIPPED" }), 10_000).text, "2 orders have news.");
});

test("a backlog is not read out: only its end, once the page is live", () => {
  const during = announce(start, page({ A: "SHIPPED", B: "PLACED" }, "reconnecting"), 10_000);
  const after = announce(during, page({ A: "DELIVERED", B: "PLACED" }), 20_000);

  assert.equal(during.at, start.at);
  assert.match(after.text, /^Delivered/);
});

test("a backlog that ends where it began is no news", () => {
  const during = announce(start, page({ A: "ON_HOLD", B: "PLACED" }, "reconnecting"), 10_000);

  assert.equal(announce(during, page({ A: "PLACED", B: "PLACED" }), 20_000).text, "");
});
