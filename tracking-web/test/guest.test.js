import assert from "node:assert/strict";
import { test } from "node:test";
import { caughtUp, heard, startAt } from "../public/assets/feed/sequence.js";
import { arrival, farewell, GONE, trackHref } from "../public/assets/model/guest.js";
import { reduce } from "../public/assets/model/reducer.js";
import { begin } from "../public/assets/model/state.js";
import { aChange, anOrder } from "./samples.js";

const SECRET = "AbC-_0123456789AbC-_0123";

test("a secret in the fragment comes before an order in the address", () => {
  assert.deepEqual(arrival(`#${SECRET}`, ""), { kind: "secret", secret: SECRET });
  assert.deepEqual(arrival(`#${SECRET}`, "?order=WB-1"), { kind: "secret", secret: SECRET });
});

test("an address without a secret names the order, for a browser that has the cookie", () => {
  assert.deepEqual(arrival("", "?order=WB-1"), { kind: "order", orderId: "WB-1" });
  assert.deepEqual(arrival("#main", "?order=WB-1"), { kind: "order", orderId: "WB-1" });
});

test("half a link is no link", () => {
  for (const hash of ["", "#", "#AbC", `#${SECRET}!`, `#${"x".repeat(300)}`]) {
    assert.deepEqual(arrival(hash, ""), { kind: "nothing" });
  }
});

test("the address that stays holds no secret", () => {
  assert.equal(trackHref("WB 1"), "/track?order=WB+1");
});

test("how a link ended is told, whatever the reason", () => {
  const titles = [...GONE, ""].map((reason) => farewell(reason).title);

  assert.deepEqual(titles.slice(0, 2), ["This link was withdrawn.", "This link has expired."]);
  assert.ok(titles.every((title) => title !== ""));
});

test("an order's own stream counts its versions, and the page follows it without a gap", () => {
  const history = [1, 2, 3].map((version) => ({ ...aChange(version), cursor: `k3f9-c${version}` }));
  const { customerId: _, ...order } = anOrder({ version: 3 });
  const state = reduce(begin(null, 0), { type: "snapshot", only: "WB-1", orders: [order], history });
  const { sequence, events } = heard(startAt("k3f9-c3"), "k3f9-c4", aChange(4));

  const after = events.reduce((page, event) => reduce(page, { type: "event", event }), state);

  assert.equal(sequence.cursor, "k3f9-c4");
  assert.equal(after.orders.get("WB-1")?.version, 4);
  assert.deepEqual(
    after.history.map((event) => event.version),
    [1, 2, 3, 4],
  );
});

test("a change the order's stream did not hand over is found by its history", () => {
  const { sequence } = heard(startAt("k3f9-c3"), "k3f9-c5", aChange(5));

  const step = caughtUp(
    sequence,
    [4, 5].map((version) => ({ ...aChange(version), cursor: `k3f9-c${version}` })),
  );

  assert.deepEqual(
    step.events.map((event) => event.version),
    [4, 5],
  );
});

test("a page that learns late which order it is about keeps to it", () => {
  const other = anOrder({ id: "WB-2" });

  const state = reduce(begin(null, 0), { type: "snapshot", only: "WB-1", orders: [anOrder(), other] });

  assert.deepEqual([...state.orders.keys()], ["WB-1"]);
  assert.equal(reduce(state, { type: "snapshot", orders: [anOrder()] }).only, "WB-1", "also after a reset");
});
