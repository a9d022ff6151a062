import assert from "node:assert/strict";
import { test } from "node:test";
import { PING_PERIOD } from "../public/assets/feed/state.js";
import { aLeader, those, told } from "./feed-player.js";
import { aChange } from "./samples.js";

test("a change is told once, and passed on", () => {
  const player = aLeader();

  const first = player.frame("order.confirmed", "k3f9-c6", aChange(6));
  const again = player.frame("order.confirmed", "k3f9-c6", aChange(6));

  assert.deepEqual(told(first), ["event"]);
  assert.deepEqual(those(first, "say").length, 1);
  assert.deepEqual(again, []);
});

test("a ping is passed on at once: the timers of a hidden tab may be too slow for it", () => {
  const player = aLeader();
  player.sleep(PING_PERIOD);

  assert.equal(those(player.frame("ping"), "say").length, 1);
});

test("reset makes every tab load its snapshot again", () => {
  const player = aLeader();

  const effects = player.frame("reset", "zz01-c3");

  assert.deepEqual(told(effects), ["reset"]);
  assert.deepEqual(those(effects, "say"), [{ do: "say", message: { kind: "reset", cursor: "zz01-c3" } }]);
  assert.deepEqual(told(player.frame("order.confirmed", "zz01-c4", aChange(2))), ["event"]);
});
