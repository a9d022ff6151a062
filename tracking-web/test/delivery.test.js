/** @import { Headline, Order } from "../wire.js" */

import assert from "node:assert/strict";
import { test } from "node:test";
import { delivery, inList, orderMood } from "../public/assets/model/delivery.js";
import { story } from "../public/assets/model/story.js";
import { ETA, HEADLINES } from "../public/assets/model/words.js";
import { aChange, anOrder } from "./samples.js";

process.env.TZ = "Europe/Berlin";
const NOW = Date.parse("2026-11-22T15:00:00Z");
const BERLIN = "Europe/Berlin";
const TOMORROW = { from: "2026-11-23T09:00:00Z", until: "2026-11-23T12:00:00Z", delayed: false };
const YESTERDAY = { from: "2026-11-21T09:00:00Z", until: "2026-11-21T12:00:00Z", delayed: false };

/** @type {Headline[]} */
const DONE = ["DELIVERED", "CANCELLED", "RETURNED"];
/** @type {Partial<Record<Headline, string>>} what is said instead of a firm date; all others have one */
const NOT_FIRM = { PROBLEM: ETA.wasExpected, ON_HOLD: ETA.wasExpected };

/**
 * @param {Partial<Order>} with_
 * @param {import("../wire.js").OrderEvent[]} [history]
 */
function told(with_, history = []) {
  return delivery(anOrder({ eta: TOMORROW, headline: "SHIPPED", ...with_ }), history, NOW, NOW, BERLIN);
}

for (const headline of /** @type {Headline[]} */ (Object.keys(HEADLINES))) {
  if (DONE.includes(headline) || headline === "READY_FOR_PICKUP") {
    test(`${headline}: no date of delivery`, () => {
      assert.equal(told({ headline }), null);
    });
  } else {
    test(`${headline}: the window in the future is ${NOT_FIRM[headline] ?? "firm"}`, () => {
      assert.equal(told({ headline })?.label, NOT_FIRM[headline] ?? "Expected");
    });
    test(`${headline}: a window that has passed is told to be past, and late`, () => {
      assert.equal(told({ headline, eta: YESTERDAY })?.label, "Was expected");
      assert.equal(told({ headline, eta: YESTERDAY })?.warning, "We are late, no new date yet");
    });
  }
}

test("a parcel that goes back leaves no firm date", () => {
  const shipments = ["RETURNING", "IN_TRANSIT"].map((status, at) => ({
    id: `S${at + 1}`,
    status,
    lines: [],
  }));

  assert.equal(told({ shipments })?.label, "Was expected");
});

test("a new window is told to be one", () => {
  const later = told({ eta: { ...TOMORROW, delayed: true } });

  assert.equal(later?.label, "Now expected");
  assert.equal(later?.warning, "Delayed");
});

test("the end of a pick-up is told only if it was set after the parcel came there", () => {
  const ready = aChange(5, { type: "shipment.ready_for_pickup", shipmentId: "S1" });
  const changed = (/** @type {number} */ version) => aChange(version, { type: "order.eta_changed" });

  assert.equal(told({ headline: "READY_FOR_PICKUP" }, [changed(4), ready]), null);
  const known = told({ headline: "READY_FOR_PICKUP" }, [changed(4), ready, changed(6)]);
  assert.equal(`${known?.label} ${known?.window}`, "Pick up until Tomorrow, 13:00");
});

test("an order that is late is amber, a problem stays red", () => {
  const shown = (/** @type {Partial<Order>} */ with_) => orderMood(anOrder(with_), NOW);

  assert.equal(shown({ headline: "SHIPPED", eta: TOMORROW }), "moving");
  assert.equal(shown({ headline: "SHIPPED", eta: YESTERDAY }), "warn");
  assert.equal(shown({ headline: "PREPARING", eta: YESTERDAY }), "warn");
  assert.equal(shown({ headline: "PROBLEM", eta: YESTERDAY }), "bad");
  assert.equal(shown({ headline: "DELIVERED", eta: YESTERDAY }), "good");
});

test("the list says that a window was", () => {
  const line = (/** @type {Partial<Order>} */ with_) => inList(told(with_) ?? assert.fail());

  assert.equal(line({}), "Tomorrow, 10:00–13:00");
  assert.equal(line({ eta: YESTERDAY }), "Was expected yesterday, 10:00–13:00");
  assert.equal(line({ headline: "ON_HOLD" }), "Was expected tomorrow, 10:00–13:00");
});

test("the zone is named where the reader's clock differs, also in the history", () => {
  const zone = (/** @type {string} */ own) => delivery(anOrder({ eta: TOMORROW }), [], NOW, NOW, own)?.zone;
  const farAway = anOrder({ destination: { city: "Porto", country: "PT", timeZone: "Europe/Lisbon" } });
  const changed = aChange(2, { type: "order.eta_changed", data: { eta: TOMORROW } });

  assert.equal(zone("Europe/Paris"), "");
  assert.equal(zone("Pacific/Auckland"), "Leipzig time");
  assert.deepEqual(story(changed, farAway, NOW).details, ["Tomorrow, 09:00–12:00, Porto time"]);
});

test("a zone that the browser does not know is never taken for the place's own", () => {
  const destination = { city: "Minas Tirith", country: "ME", timeZone: "Middle/Earth" };

  for (const own of ["UTC", BERLIN]) {
    assert.equal(delivery(anOrder({ eta: TOMORROW, destination }), [], NOW, NOW, own)?.zone, "UTC");
  }
});

test("on paper the dates are absolute", () => {
  const paper = delivery(anOrder({ eta: TOMORROW }), [], NOW, null, BERLIN);

  assert.equal(paper?.window, "Mon 23 Nov 2026, 10:00–13:00");
});
