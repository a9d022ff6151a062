import assert from "node:assert/strict";
import { test } from "node:test";
import { PING, SILENCE } from "../public/assets/feed/state.js";
import { aLeader, Player, those, told } from "./player.js";
import { aChange } from "./samples.js";

test("who leads opens a stream where the snapshot ended", () => {
  const player = new Player({ cursor: "k3f9-5" });

  const effects = player.happen({ kind: "lead" });

  assert.deepEqual(those(effects, "open"), [{ do: "open", after: "k3f9-5" }]);
});

test("the page is live when the replay is over, not before", () => {
  const player = new Player();

  player.happen({ kind: "lead" });
  player.happen({ kind: "opened" });
  player.frame("order.confirmed", "k3f9-6", aChange(6));
  assert.equal(player.feed.connection.kind, "connecting");

  player.frame("ready");
  assert.deepEqual(player.connections, ["live"]);
});

test("a change is told once, and passed on", () => {
  const player = aLeader();

  const first = player.frame("order.confirmed", "k3f9-6", aChange(6));
  const again = player.frame("order.confirmed", "k3f9-6", aChange(6));

  assert.deepEqual(told(first), ["event"]);
  assert.deepEqual(those(first, "say").length, 1);
  assert.deepEqual(again, []);
});

test("pings keep the stream, whatever the hour", () => {
  const player = aLeader();

  for (let ping = 0; ping < 100; ping++) {
    assert.deepEqual(those(player.wait(PING), "open"), []);
    player.frame("ping");
  }

  assert.equal(player.feed.connection.kind, "live");
});

test("a ping is passed on at once: the timers of a hidden tab may be too slow for it", () => {
  const player = aLeader();
  player.sleep(PING);

  assert.equal(those(player.frame("ping"), "say").length, 1);
});

test("silence for 2.5 ping periods replaces the stream, with the last cursor", () => {
  const player = aLeader();
  player.frame("order.confirmed", "k3f9-6", aChange(6));

  assert.deepEqual(those(player.wait(SILENCE - 1), "open"), []);
  assert.deepEqual(those(player.wait(1), "open"), [{ do: "open", after: "k3f9-6" }]);
  assert.equal(player.feed.connection.kind, "reconnecting");
});

test("whoever looks again gets a new stream, whatever the old one claims", () => {
  const player = aLeader();
  player.happen({ kind: "hide" });
  player.sleep(5000);

  assert.equal(those(player.happen({ kind: "wake", visible: true }), "open").length, 1);
  assert.equal(player.feed.connection.kind, "live", "a planned change of streams is no loss");
});

test("after a long sleep the page does not claim to be live", () => {
  const player = aLeader();
  player.sleep(3_600_000);

  player.happen({ kind: "wake", visible: true });

  assert.equal(player.feed.connection.kind, "reconnecting");
});

test("two signs of waking at once open one stream", () => {
  const player = aLeader();
  player.sleep(60_000);

  const effects = [
    ...player.happen({ kind: "wake", visible: true }),
    ...player.happen({ kind: "wake", visible: true }),
  ];

  assert.equal(those(effects, "open").length, 1);
});

test("a type EventSource does not know is found by its missing number", () => {
  const player = aLeader();

  const effects = player.frame("order.confirmed", "k3f9-7", aChange(7));
  assert.deepEqual(those(effects, "catchUp"), [{ do: "catchUp", after: "k3f9-5" }]);
  assert.deepEqual(told(effects), []);

  const events = [6, 7].map((number) => ({ ...aChange(number), cursor: `k3f9-${number}` }));
  assert.deepEqual(told(player.happen({ kind: "history", events })), ["event", "event"]);
});

test("if it was the last one, the next ping tells", () => {
  const player = aLeader();

  assert.deepEqual(those(player.frame("ping", "k3f9-6"), "catchUp"), [{ do: "catchUp", after: "k3f9-5" }]);
});

test("the history is asked once at a time, and again after a pause if it fails", () => {
  const player = aLeader();
  player.frame("ping", "k3f9-6");

  assert.deepEqual(those(player.frame("ping", "k3f9-7"), "catchUp"), []);
  assert.deepEqual(those(player.happen({ kind: "noHistory", status: 0, wait: 0 }), "catchUp"), []);
  assert.equal(those(player.wait(2000), "catchUp").length, 1);
});

test("a history that lags behind is not asked in a loop", () => {
  const player = aLeader();
  player.frame("ping", "k3f9-6");

  const effects = player.happen({ kind: "history", events: [] });

  assert.deepEqual(those(effects, "catchUp"), []);
  assert.equal(those(player.wait(2000), "catchUp").length, 1);
});

test("reset makes every tab load its snapshot again", () => {
  const player = aLeader();

  const effects = player.frame("reset", "zz01-3");

  assert.deepEqual(told(effects), ["reset"]);
  assert.deepEqual(those(effects, "say"), [{ do: "say", message: { kind: "reset", cursor: "zz01-3" } }]);
  assert.deepEqual(told(player.frame("order.confirmed", "zz01-4", aChange(2))), ["event"]);
});

test("a history that cannot be resumed is a reset", () => {
  const player = aLeader();
  player.frame("ping", "k3f9-9");

  const effects = player.happen({ kind: "noHistory", status: 410, wait: 0 });

  assert.deepEqual(told(effects), ["reset"]);
  assert.deepEqual(those(player.wait(60_000), "catchUp"), []);
});

test("frames of a stream that was given up are nobody's", () => {
  const player = aLeader();
  player.happen({ kind: "failed", fatal: true });

  assert.deepEqual(player.frame("order.confirmed", "k3f9-6", aChange(6)), []);
});
