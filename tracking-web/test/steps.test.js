/** @import { Headline, ShipmentStatus } from "../wire.js" */

import assert from "node:assert/strict";
import { test } from "node:test";
import { progress, steps } from "../public/assets/model/steps.js";
import { anOrder } from "./samples.js";

/**
 * @param {Headline} headline
 * @param {...ShipmentStatus} parcels
 */
function order(headline, ...parcels) {
  const shipments = parcels.map((status, index) => ({ id: `S${index + 1}`, status, lines: [] }));
  return anOrder({ headline, status: parcels.length > 0 ? "IN_FULFILMENT" : "CONFIRMED", shipments });
}

/** @param {ReturnType<typeof order>} of */
function drawn(of) {
  const signs = { done: "x", now: "o", ahead: ".", branch: "!" };
  return steps(of)
    .map(({ name, state }) => signs[state] + (state === "branch" ? name : ""))
    .join("");
}

/** @type {[ReturnType<typeof order>, string][]} every headline of the contract */
const ALL = [
  [order("PLACED"), "o...."],
  [order("CONFIRMED"), "o...."],
  [order("PREPARING", "PACKED"), "xo..."],
  [order("PARTIALLY_SHIPPED", "IN_TRANSIT", "PACKED"), "xxo.."],
  [order("SHIPPED", "IN_TRANSIT"), "xxo.."],
  [order("OUT_FOR_DELIVERY", "OUT_FOR_DELIVERY"), "xxxo."],
  [order("READY_FOR_PICKUP", "READY_FOR_PICKUP"), "xxxo."],
  [order("PARTIALLY_DELIVERED", "DELIVERED", "IN_TRANSIT"), "xxo.."],
  [order("DELIVERED", "DELIVERED"), "xxxxx"],
  [order("PROBLEM", "EXCEPTION"), "xxx!problem.."],
  [order("ON_HOLD"), "x!hold...."],
  [order("CANCELLED"), "x!cancelled"],
  [order("RETURNED", "RETURNED_TO_SENDER"), "xxx!returned"],
];

for (const [of, picture] of ALL) {
  test(`${of.headline} is drawn as ${picture}`, () => {
    assert.equal(drawn(of), picture);
  });
}

test("a problem stands where the parcel in trouble is, not where the others are", () => {
  assert.equal(drawn(order("PROBLEM", "DELIVERED", "ATTEMPT_FAILED")), "xxxx!problem.");
  assert.equal(drawn(order("PROBLEM", "OUT_FOR_DELIVERY", "LOST")), "xxx!problem..");
});

test("a hold stands after what was reached", () => {
  assert.equal(drawn(order("ON_HOLD", "PACKED")), "xx!hold...");
});

test("the step of a parcel that waits in a shop says so", () => {
  const labels = steps(order("READY_FOR_PICKUP", "READY_FOR_PICKUP")).map((step) => step.label);

  assert.ok(labels.includes("Ready for pick-up"));
});

test("an unknown headline goes by its parcels", () => {
  const unknown = { ...order("SHIPPED", "IN_TRANSIT"), headline: "TELEPORTING" };

  assert.deepEqual(progress(unknown), { reached: 2, branch: null });
  assert.deepEqual(progress({ ...unknown, shipments: [] }), { reached: 1, branch: null });
});
