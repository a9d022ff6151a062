/**
 * @import { Health } from "../wire.js"
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { judge, sorted } from "../public/assets/model/health.js";

/**
 * @param {Record<string, "up" | "degraded" | "down">} states
 * @returns {Health}
 */
function health(states) {
  const checks = Object.entries(states).map(([name, state]) => ({ name, state }));
  return { node: "1@here", time: "2026-11-29T12:00:00Z", checks, figures: [] };
}

test("a node is as its worst check", () => {
  assert.equal(judge(health({ a: "up", b: "up" }), false), "up");
  assert.equal(judge(health({ a: "up", b: "degraded" }), false), "degraded");
  assert.equal(judge(health({ a: "degraded", b: "down", c: "up" }), false), "down");
});

test("what was heard too long ago is not believed", () => {
  assert.equal(judge(health({ a: "up" }), true), "silent");
  assert.equal(judge(null, true), "unknown");
});

test("checks that are not up come first, the others by name", () => {
  const names = sorted(health({ b: "up", a: "up", z: "down", y: "degraded" }).checks).map(({ name }) => name);

  assert.deepEqual(names, ["z", "y", "a", "b"]);
});
