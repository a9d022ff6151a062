/** @import { Action, State } from "../public/assets/model/state.js" */

import assert from "node:assert/strict";
import { test } from "node:test";
import { missingOrders, reduce } from "../public/assets/model/reducer.js";
import { begin, hasEarlier, today } from "../public/assets/model/state.js";
import { aChange, anOrder } from "./samples.js";

/**
 * @param {State} state
 * @param {...Action} actions
 */
function after(state, ...actions) {
  return actions.reduce(reduce, state);
}

/** @param {import("../wire.js").OrderEvent} event */
function change(event) {
  return /** @type {Action} */ ({ type: "event", event });
}

const all = begin(null, 0);
const one = begin("WB-1", 0);
const snapshot = /** @type {Action} */ ({ type: "snapshot", orders: [anOrder()] });
const history = /** @type {Action} */ ({ type: "snapshot", orders: [anOrder()], history: [aChange(1)] });

test("a page starts loading and shows what the snapshot holds", () => {
  const state = after(all, snapshot);

  assert.equal(all.phase, "loading");
  assert.equal(state.phase, "ready");
  assert.deepEqual([...state.orders.keys()], ["WB-1"]);
});

test("a further page adds orders, and takes no newer one away", () => {
  const changed = after(all, snapshot, change(aChange(2)));
  const more = /** @type {Action} */ ({ type: "more", orders: [anOrder(), anOrder({ id: "WB-9" })] });

  const state = after(changed, more);

  assert.deepEqual([...state.orders.keys()], ["WB-1", "WB-9"]);
  assert.equal(state.orders.get("WB-1")?.version, 2);
  assert.deepEqual([...state.fresh.keys()], ["WB-1"]);
});

test("a newer change is merged into its order", () => {
  const state = after(all, snapshot, change(aChange(2)));

  assert.equal(state.orders.get("WB-1")?.headline, "CONFIRMED");
  assert.equal(state.orders.get("WB-1")?.version, 2);
});

test("a change that is not newer changes nothing at all", () => {
  const state = after(all, snapshot, change(aChange(2)));

  assert.equal(after(state, change(aChange(2))), state);
  assert.equal(after(state, change(aChange(1, { order: { headline: "CANCELLED" } }))), state);
});

test("a replay applied twice ends where it ended the first time", () => {
  const replay = [2, 3, 4, 5].map((version) => change(aChange(version)));

  const once = after(one, history, ...replay);
  const twice = after(once, ...replay);

  assert.equal(twice, once);
  assert.deepEqual(
    once.history.map((event) => event.version),
    [1, 2, 3, 4, 5],
  );
});

test("the old state is never changed", () => {
  const before = after(one, history);
  const copy = structuredClone(before);

  after(before, change(aChange(2)), change(aChange(4)), { type: "reset" }, change(aChange(3)));

  assert.deepEqual(before, copy);
});

test("changes that come while a snapshot is on its way are applied to it", () => {
  const state = after(all, change(aChange(2)), change(aChange(3)), {
    type: "snapshot",
    orders: [anOrder({ version: 2 })],
  });

  assert.equal(state.orders.get("WB-1")?.version, 3);
  assert.equal(state.pending.length, 0);
});

test("after a reset nothing older survives, and changes wait for the new snapshot", () => {
  const newDatabase = anOrder({ id: "WB-9", version: 1 });

  const waiting = after(all, snapshot, { type: "reset" }, change(aChange(2, { orderId: "WB-9" })));
  const state = after(waiting, { type: "snapshot", orders: [newDatabase] });

  assert.equal(waiting.phase, "ready", "what was shown stays until then");
  assert.deepEqual([...state.orders.keys()], ["WB-9"]);
  assert.equal(state.orders.get("WB-9")?.version, 2);
});

test("a reset to a younger database takes versions that look older", () => {
  const state = after(
    all,
    snapshot,
    change(aChange(2)),
    change(aChange(3)),
    { type: "reset" },
    { type: "snapshot", orders: [anOrder({ version: 1 })] },
    change(aChange(2)),
  );

  assert.equal(state.orders.get("WB-1")?.version, 2);
});

test("a change after a reset is for the new snapshot, not for the old order", () => {
  const waiting = after(all, snapshot, { type: "reset" }, change(aChange(2)));

  assert.equal(waiting.orders.get("WB-1")?.version, 1);
  assert.equal(after(waiting, snapshot).orders.get("WB-1")?.version, 2);
});

test("a gap in the history alone is fetched as well", () => {
  const state = after(
    one,
    { type: "snapshot", orders: [anOrder({ version: 4 })], history: [aChange(1)] },
    change(aChange(5)),
  );

  assert.deepEqual(missingOrders(state), ["WB-1"]);
});

test("a change of an unknown order is missing its order until that is fetched", () => {
  const placed = aChange(1, { orderId: "WB-2", type: "order.placed" });
  const confirmed = aChange(2, { orderId: "WB-2" });

  const state = after(all, snapshot, change(placed), change(confirmed));
  const settled = after(state, { type: "order", order: anOrder({ id: "WB-2", version: 1 }) });

  assert.deepEqual(missingOrders(state), ["WB-2"]);
  assert.deepEqual(missingOrders(settled), []);
  assert.equal(settled.orders.get("WB-2")?.headline, "CONFIRMED");
  assert.ok(settled.fresh.has("WB-2"), "a new order is news");
});

test("an order that cannot be fetched is forgotten", () => {
  const state = after(all, snapshot, change(aChange(1, { orderId: "WB-2" })), {
    type: "gone",
    orderId: "WB-2",
  });

  assert.deepEqual(missingOrders(state), []);
});

test("a gap in the versions is fetched, not skipped", () => {
  const state = after(one, history, change(aChange(4)));
  const settled = after(state, {
    type: "order",
    order: anOrder({ version: 3 }),
    history: [aChange(1), aChange(2), aChange(3)],
  });

  assert.deepEqual(missingOrders(state), ["WB-1"]);
  assert.equal(state.orders.get("WB-1")?.version, 1);
  assert.equal(settled.orders.get("WB-1")?.version, 4);
  assert.deepEqual(
    settled.history.map((event) => event.version),
    [1, 2, 3, 4],
  );
});

test("an order read later than its history still gets the history's next change", () => {
  const state = after(
    one,
    { type: "snapshot", orders: [anOrder({ version: 2 })], history: [aChange(1)] },
    change(aChange(2)),
  );

  assert.equal(state.history.length, 2);
});

test("the page of one order does not mind the others", () => {
  const state = after(one, history);

  assert.equal(after(state, change(aChange(9, { orderId: "WB-2" }))), state);
});

test("waiting changes are bounded, and dropping some loses nothing", () => {
  const many = Array.from({ length: 500 }, (_, index) => change(aChange(index + 2)));

  const state = after(all, ...many);
  const settled = after(state, snapshot);

  assert.equal(state.pending.length, 200);
  assert.deepEqual(missingOrders(settled), ["WB-1"]);
});

test("what is no change is skipped", () => {
  const state = after(all, snapshot);

  for (const rubbish of [null, 7, "data:", {}, { orderId: "WB-1", version: "2", order: {} }]) {
    assert.equal(after(state, change(/** @type {any} */ (rubbish))), state);
  }
});

test("an unknown type is merged and kept in the history", () => {
  const state = after(one, history, change(aChange(2, { type: "order.gift_wrapped" })));

  assert.equal(state.orders.get("WB-1")?.version, 2);
  assert.equal(state.history.at(-1)?.type, "order.gift_wrapped");
});

test("the change seen last is fresh; a snapshot or a replay into it is not", () => {
  const state = after(all, snapshot, change(aChange(2, { shipmentId: "S1" })));

  assert.deepEqual(state.fresh.get("WB-1"), { version: 2, shipmentId: "S1" });
  assert.equal(after(all, change(aChange(2)), snapshot).fresh.size, 0);
});

test("a failure is shown only where there is nothing better to show", () => {
  const failed = /** @type {Action} */ ({ type: "failed", trouble: { status: 503, title: "Down" } });

  assert.equal(after(all, failed).phase, "failed");
  assert.equal(after(all, snapshot, { type: "reset" }, failed).phase, "ready");
  const gone = /** @type {Action} */ ({ type: "failed", trouble: { status: 404, title: "Gone" } });
  assert.equal(after(all, snapshot, { type: "reset" }, gone).phase, "failed");
  assert.equal(after(all, failed, { type: "retry" }).phase, "loading");
  assert.equal(after(all, failed, snapshot).trouble, null);
});

/**
 * @param {number} first
 * @param {number} last
 */
function changes(first, last) {
  return Array.from({ length: last - first + 1 }, (_, index) => aChange(first + index));
}

/** A page with the newest part of a history. */
const long = after(one, { type: "snapshot", orders: [anOrder({ version: 40 })], history: changes(21, 40) });

test("an earlier part of the history is put in front", () => {
  const asked = after(long, { type: "earlier", events: "loading" });
  const state = after(asked, { type: "earlier", events: changes(1, 20) });

  assert.ok(hasEarlier(long));
  assert.equal(asked.earlier, "loading");
  assert.equal(state.history.length, 40);
  assert.ok(!hasEarlier(state));
});

test("an earlier part that does not fit any more is dropped, and what is no longer kept is not asked for again", () => {
  assert.deepEqual(after(long, { type: "earlier", events: changes(1, 15) }).history, long.history);
  assert.ok(!hasEarlier(after(long, { type: "earlier", events: [] })));
  assert.ok(hasEarlier(after(long, { type: "earlier", events: "failed" })));
});

test("the newest part that is read again keeps the earlier one, unless something is missing between them", () => {
  const order = (/** @type {number} */ version) => anOrder({ version });

  const grown = after(long, { type: "order", order: order(45), history: changes(26, 45) });
  const jumped = after(long, { type: "order", order: order(90), history: changes(71, 90) });

  assert.deepEqual([grown.history[0]?.version, grown.history.length], [21, 25]);
  assert.deepEqual([jumped.history[0]?.version, jumped.history.length], [71, 20]);
});

test("on paper nothing but the days' names changes", () => {
  const printed = after(long, { type: "printing", onPaper: true });

  assert.equal(today(printed), null);
  assert.deepEqual(after(printed, { type: "printing", onPaper: false }), long);
});
