import assert from "node:assert/strict";
import { test } from "node:test";
import { EVENT_TYPES } from "../public/assets/lib/event-types.js";
import { clock, day, isElsewhere, isKnownZone, moment, range } from "../public/assets/lib/times.js";
import { explanation } from "../public/assets/model/explanation.js";
import { iconOf, mood, plain, sentence, shortHeadline, summary } from "../public/assets/model/status.js";
import { story } from "../public/assets/model/story.js";
import { byDay } from "../public/assets/model/timeline.js";
import { aChange, anOrder } from "./samples.js";

// The timeline is told in the reader's zone.
process.env.TZ = "Europe/Berlin";
const NOW = Date.parse("2026-11-22T15:00:00Z");
const BERLIN = "Europe/Berlin";

test("a window is told in the destination's time", () => {
  const eta = { from: "2026-11-24T09:00:00Z", until: "2026-11-24T12:00:00Z", delayed: false };

  assert.equal(range(eta, BERLIN, NOW), "Tue 24 Nov, 10:00–13:00");
  assert.equal(range(eta, "America/New_York", NOW), "Tue 24 Nov, 04:00–07:00");
});

test("a window over midnight names both days", () => {
  const eta = { from: "2026-11-22T22:00:00Z", until: "2026-11-23T01:00:00Z", delayed: false };

  assert.equal(range(eta, BERLIN, NOW), "Today, 23:00 – tomorrow, 02:00");
  assert.equal(range(eta, "UTC", NOW), "Today, 22:00 – tomorrow, 01:00");
});

test("days near now have names, a foreign year is told", () => {
  assert.equal(day("2026-11-21T12:00:00Z", NOW, BERLIN), "Yesterday");
  assert.equal(day("2026-11-23T12:00:00Z", NOW, BERLIN), "Tomorrow");
  assert.equal(day("2025-11-24T12:00:00Z", NOW, BERLIN), "Mon 24 Nov 2025");
});

test("September is a month, however the browser shortens it", () => {
  const now = Date.parse("2026-09-30T12:00:00Z");

  assert.equal(day("2026-10-01T12:00:00Z", now, BERLIN), "Tomorrow");
  assert.equal(day("2026-09-29T12:00:00Z", now, BERLIN), "Yesterday");
});

test("tomorrow is tomorrow also when the clocks change", () => {
  assert.equal(day("2026-10-25T22:30:00Z", Date.parse("2026-10-24T21:30:00Z"), BERLIN), "Tomorrow");
  assert.equal(day("2026-03-29T21:30:00Z", Date.parse("2026-03-28T22:30:00Z"), BERLIN), "Tomorrow");
});

test("an unknown zone and a broken time do not break the page", () => {
  assert.equal(clock("2026-11-24T09:00:00Z", "Middle/Earth"), "09:00");
  assert.equal(moment("soon", NOW), "");
  assert.equal(range({ from: "soon", until: "", delayed: false }, BERLIN, NOW), "");
});

test("a zone that the browser does not know is told to be UTC", () => {
  assert.equal(isKnownZone(BERLIN), true);
  assert.equal(isKnownZone("Middle/Earth"), false);
});

test("on paper no day is today, and the year is told", () => {
  assert.equal(moment("2026-11-22T12:00:00Z", null, BERLIN), "Sun 22 Nov 2026, 13:00");
});

test("a day elsewhere has a name only where both clocks give it that name", () => {
  const eta = { from: "2026-11-25T09:00:00Z", until: "2026-11-25T12:00:00Z", delayed: false };
  const now = Date.parse("2026-11-24T20:00:00Z");

  assert.equal(range(eta, BERLIN, now, "Europe/London"), "Tomorrow, 10:00–13:00");
  assert.equal(range(eta, BERLIN, now, "Pacific/Auckland"), "Wed 25 Nov, 10:00–13:00");
});

test("a window names its place also where only the calendar differs", () => {
  assert.equal(isElsewhere("2026-11-24T09:00:00Z", "Pacific/Honolulu", "Pacific/Kiritimati"), true);
});

test("a window names its place only where the reader's clock differs", () => {
  assert.equal(isElsewhere("2026-11-24T09:00:00Z", BERLIN, "Europe/Paris"), false);
  assert.equal(isElsewhere("2026-11-24T09:00:00Z", BERLIN, "Europe/London"), true);
});

test("an unknown word is shown in plain letters", () => {
  assert.equal(sentence(anOrder({ headline: "HELD_AT_CUSTOMS" }), true), "Held at customs");
  assert.equal(shortHeadline(anOrder({ headline: "" })), "");
  assert.equal(plain("weighed_again"), "Weighed again");
  assert.equal(mood("HELD_AT_CUSTOMS"), "plain");
  assert.equal(iconOf("HELD_AT_CUSTOMS"), "box");
});

test("every type of the contract has a title of its own", () => {
  const titles = EVENT_TYPES.map((type) => story(aChange(2, { type }), anOrder(), NOW).title);

  for (const [index, type] of EVENT_TYPES.entries()) {
    assert.notEqual(titles[index], "");
    assert.doesNotMatch(titles[index] ?? "", /[_.]/, type);
  }
});

test("an unknown type has a title", () => {
  assert.equal(story(aChange(2, { type: "shipment.weighed_again" }), anOrder(), NOW).title, "Weighed again");
  assert.equal(story(aChange(2, { type: "" }), anOrder(), NOW).title, "");
});

test("a delay is told as one, with the new window", () => {
  const eta = { from: "2026-11-24T09:00:00Z", until: "2026-11-24T12:00:00Z", delayed: true };
  const told = story(aChange(2, { type: "order.eta_changed", data: { eta } }), anOrder(), NOW);

  assert.equal(told.title, "Delivery delayed");
  assert.deepEqual(told.details, ["Tue 24 Nov, 10:00–13:00"]);
});

test("a parcel is named where there are several", () => {
  const parcel = { id: "S2", status: "PACKED", lines: [] };
  const event = aChange(2, {
    type: "shipment.packed",
    shipmentId: "S2",
    data: { lines: [{ line: 2, quantity: 3 }] },
  });

  assert.equal(story(event, anOrder({ shipments: [parcel] }), NOW).parcel, null);
  assert.equal(
    story(event, anOrder({ shipments: [{ ...parcel, id: "S1" }, parcel] }), NOW).parcel,
    "Parcel 2",
  );
  assert.deepEqual(story(event, anOrder(), NOW).details, ["3 × Ink"]);
});

test("a summary counts the rest", () => {
  assert.equal(summary(anOrder()), "2 × Desk lamp and 3 more items");
  assert.equal(summary({ lines: [] }), "No items");
});

test("the timeline is newest first; a scan recorded later stands where it belongs", () => {
  const history = [
    aChange(1, { occurredAt: "2026-11-20T10:00:00Z" }),
    aChange(2, { occurredAt: "2026-11-21T18:00:00Z" }),
    aChange(3, { occurredAt: "2026-11-21T09:00:00Z", late: true }),
    aChange(4, { occurredAt: "2026-11-21T18:00:00Z" }),
    aChange(5, { occurredAt: "no time" }),
  ];

  const days = byDay(history, NOW).map(({ events }) => events.map((event) => event.version));

  assert.deepEqual(days, [[4, 2, 3], [1], [5]]);
});

test("the headline is explained by the change behind it, not by an older or a late one", () => {
  const history = [
    aChange(2, { type: "shipment.exception", shipmentId: "S2", data: { reason: "Torn label" } }),
    aChange(3, { type: "shipment.in_transit" }),
    aChange(4, { type: "shipment.attempt_failed", shipmentId: "S1", data: { reason: "Nobody at home" } }),
    aChange(5, { type: "shipment.exception", late: true, data: { reason: "Rain" } }),
  ];

  const inTrouble = (/** @type {string[]} */ ...ids) =>
    anOrder({
      headline: "PROBLEM",
      shipments: ids.map((id) => ({ id, status: "EXCEPTION", lines: [] })),
    });

  assert.equal(explanation(inTrouble("S1", "S2"), history, NOW), "Nobody at home");
  assert.equal(
    explanation(inTrouble("S2"), history, NOW),
    "Torn label",
    "of the parcel that is in trouble now",
  );
  assert.equal(explanation(anOrder({ headline: "SHIPPED" }), history, NOW), null);
});
