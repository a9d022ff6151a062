import assert from "node:assert/strict";
import { test } from "node:test";
import { pause, retryAfter } from "../public/assets/lib/backoff.js";

test("the pause grows with the failures and stays under a minute", () => {
  const longest = [1, 2, 3, 4, 5, 6, 7, 1000].map((failures) => pause(failures, 0, 1));

  assert.deepEqual(longest, [2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000, 60_000]);
});

test("chance spreads it over nearly the whole span, and never to nothing", () => {
  assert.equal(pause(3, 0, 0), 800);
  assert.equal(pause(3, 0, 0.5), 4400);
});

test("what the service asked for is a floor", () => {
  assert.ok(pause(1, 120_000, 0) >= 120_000);
  assert.ok(pause(1, 120_000, 1) > pause(1, 120_000, 0));
});

test("Retry-After is seconds or a date", () => {
  const now = Date.parse("2026-11-22T15:00:00Z");

  assert.equal(retryAfter("7", now), 7000);
  assert.equal(retryAfter("Sun, 22 Nov 2026 15:00:30 GMT", now), 30_000);
  for (const none of [null, "", "soon", "-3", "Sun, 22 Nov 2026 14:00:00 GMT"]) {
    assert.equal(retryAfter(none, now), 0);
  }
});
