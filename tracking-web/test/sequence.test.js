import assert from "node:assert/strict";
import { test } from "node:test";
import { caughtUp, heard, isBehind, startAt } from "../public/assets/feed/sequence.js";
import { aChange } from "./samples.js";

const at5 = startAt("k3f9-c5");

test("the next change is told", () => {
  const event = aChange(6);

  const { sequence, events } = heard(at5, "k3f9-c6", event);

  assert.deepEqual(events, [event]);
  assert.equal(sequence.cursor, "k3f9-c6");
});

test("one that was told already is not told again", () => {
  assert.deepEqual(heard(at5, "k3f9-c5", aChange(5)).events, []);
  assert.deepEqual(heard(at5, "k3f9-c1", aChange(1)).events, []);
});

test("one that is ahead is not told, and leaves the page behind", () => {
  const { sequence, events } = heard(at5, "k3f9-c8", aChange(8));

  assert.deepEqual(events, []);
  assert.ok(isBehind(sequence));
});

test("a cursor without its change leaves the page behind as well", () => {
  assert.ok(isBehind(heard(at5, "k3f9-c6", null).sequence));
  assert.ok(!isBehind(heard(at5, "k3f9-c5", null).sequence));
  assert.ok(!isBehind(heard(at5, "", null).sequence));
});

test("the history closes the gap, whatever of it was known", () => {
  const { sequence } = heard(at5, "k3f9-c8", null);
  const events = [4, 5, 6, 7, 8, 9].map((number) => ({ ...aChange(number), cursor: `k3f9-c${number}` }));

  const step = caughtUp(sequence, events);

  assert.deepEqual(
    step.events.map((event) => event.version),
    [6, 7, 8, 9],
  );
  assert.ok(!isBehind(step.sequence));
});

test("a history that does not reach the head leaves the page behind", () => {
  const { sequence } = heard(at5, "k3f9-c8", null);

  assert.ok(isBehind(caughtUp(sequence, [{ ...aChange(6), cursor: "k3f9-c6" }]).sequence));
  assert.ok(isBehind(caughtUp(sequence, []).sequence));
});

test("another epoch is a reset, and the numbers start anew", () => {
  const { sequence, reset } = heard(at5, "zz01-c2", aChange(2));

  assert.ok(reset);
  assert.equal(sequence.cursor, "zz01-c2");
  assert.ok(!isBehind(sequence));
});

test("an answer from before the reset is of no use any more", () => {
  const step = caughtUp(startAt("zz01-c2"), [{ ...aChange(6), cursor: "k3f9-c6" }]);

  assert.deepEqual(step.events, []);
  assert.equal(step.sequence.cursor, "zz01-c2");
});
