/** @import { Order, ShipmentStatus } from "../wire.js" */

import assert from "node:assert/strict";
import { test } from "node:test";
import { sentence, shortHeadline } from "../public/assets/model/status.js";
import { parcelsInTrouble, troubleFirst } from "../public/assets/model/trouble.js";
import { HEADLINES } from "../public/assets/model/words.js";
import { anOrder } from "./samples.js";

/**
 * An order with a problem; each parcel holds one lamp of two.
 *
 * @param {...ShipmentStatus} parcels
 */
function order(...parcels) {
  const lines = [{ line: 1, quantity: 1 }];
  const shipments = parcels.map((status, index) => ({ id: `S${index + 1}`, status, lines }));
  return anOrder({ headline: "PROBLEM", shipments });
}

/** @param {Order["shipments"]} parcels */
function ids(parcels) {
  return parcels.map((parcel) => parcel.id).join(" ");
}

test("a problem names its parcel where there are several", () => {
  const fourth = order(
    "DELIVERED",
    "IN_TRANSIT",
    "IN_TRANSIT",
    "EXCEPTION",
    "PACKED",
    "PACKED",
    "PACKED",
    "PACKED",
  );

  assert.equal(sentence(fourth, true), "There is a problem with parcel 4 of 8");
  assert.equal(sentence(fourth, false), "There is a problem with parcel 4 of 8");
  assert.equal(shortHeadline(fourth), "Problem with parcel 4 of 8");
  assert.equal(
    sentence(order("EXCEPTION", "ATTEMPT_FAILED", "PACKED"), true),
    "There is a problem with 2 of 3 parcels",
  );
  assert.equal(sentence(order("EXCEPTION"), true), HEADLINES.PROBLEM.long);
});

test("the parcels in trouble come first, all others keep their order", () => {
  assert.equal(
    ids(troubleFirst(order("DELIVERED", "IN_TRANSIT", "EXCEPTION", "ATTEMPT_FAILED"))),
    "S3 S4 S1 S2",
  );
  assert.equal(ids(troubleFirst({ ...order("DELIVERED", "EXCEPTION"), headline: "ON_HOLD" })), "S1 S2");
});

test("a lost parcel is in trouble until its items are packed again", () => {
  assert.equal(ids(parcelsInTrouble(order("LOST"))), "S1");
  assert.equal(ids(parcelsInTrouble(order("LOST", "PACKED", "PACKED", "EXCEPTION"))), "S4");
});

test("only the customer reads of their own order", () => {
  for (const [headline, { long, others }] of Object.entries(HEADLINES)) {
    assert.doesNotMatch(others, /\b(your?|us)\b/i, headline);
    assert.equal(sentence(anOrder({ headline }), true), long);
    assert.equal(sentence(anOrder({ headline }), false), others);
  }
});
