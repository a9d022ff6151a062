/** @import { Message } from "../public/assets/feed/tabs/state.js" */

import assert from "node:assert/strict";
import { test } from "node:test";
import { SILENCE_LIMIT } from "../public/assets/feed/state.js";
import { ANSWER_TIMEOUT } from "../public/assets/feed/tabs/state.js";
import { aLeader, Player, those, told } from "./feed-player.js";
import { aChange } from "./samples.js";

const live = { kind: /** @type {const} */ ("live"), asOf: 0 };

/** @param {string} cursor */
function beat(cursor) {
  return { kind: /** @type {const} */ ("beat"), cursor, connection: live };
}

/**
 * @param {Player} player
 * @param {Message} message
 */
function hear(player, message) {
  return player.happen({ kind: "message", message });
}

/** @param {string} cursor of its snapshot */
function aFollower(cursor) {
  const player = new Player({ cursor });
  hear(player, beat(cursor));
  return player;
}

test("a follower is as live as its leader", () => {
  const player = aFollower("k3f9-c5");
  assert.equal(player.feed.connection.kind, "live");

  hear(player, { ...beat("k3f9-c5"), connection: { kind: "reconnecting", asOf: 7 } });
  assert.deepEqual(player.feed.connection, { kind: "reconnecting", asOf: 7 });

  hear(player, { ...beat("k3f9-c5"), connection: { kind: "ended", asOf: 7, reason: "logout" } });
  assert.equal(player.feed.connection.reason, "logout");
});

test("changes that the snapshot holds already are skipped, the next is told", () => {
  const player = aFollower("k3f9-c5");

  const effects = [4, 5, 6].flatMap((number) =>
    hear(player, { kind: "change", cursor: `k3f9-c${number}`, event: aChange(number) }),
  );

  assert.deepEqual(told(effects), ["event"]);
});

test("a tab that joins late reads from the history what was said before it listened", () => {
  const player = new Player({ cursor: "k3f9-c5" });

  const effects = hear(player, beat("k3f9-c8"));
  assert.deepEqual(those(effects, "catchUp"), [{ do: "catchUp", after: "k3f9-c5" }]);

  const meanwhile = hear(player, { kind: "change", cursor: "k3f9-c9", event: aChange(9) });
  assert.deepEqual(told(meanwhile), [], "it is ahead, so it waits for the history");

  const events = [6, 7, 8, 9].map((number) => ({ ...aChange(number), cursor: `k3f9-c${number}` }));
  assert.equal(told(player.happen({ kind: "history", events })).length, 4);
});

test("a change that came while the history was read is asked for again", () => {
  const player = new Player({ cursor: "k3f9-c5" });
  hear(player, beat("k3f9-c6"));
  hear(player, { kind: "change", cursor: "k3f9-c7", event: aChange(7) });

  player.happen({ kind: "history", events: [{ ...aChange(6), cursor: "k3f9-c6" }] });

  assert.deepEqual(those(player.wait(2000), "catchUp"), [{ do: "catchUp", after: "k3f9-c6" }]);
});

test("a leader that is behind the follower's snapshot does no harm", () => {
  const player = aFollower("k3f9-c5");

  assert.deepEqual(hear(player, beat("k3f9-c2")), []);
});

test("the leader answers a hello with where it is", () => {
  const leader = aLeader();

  const effects = hear(leader, { kind: "hello" });

  const says = { kind: "beat", cursor: "k3f9-c5", connection: leader.feed.connection };
  assert.deepEqual(effects, [{ do: "say", message: says }]);
});

test("the leader beats also while it has no stream", () => {
  const leader = aLeader();
  leader.happen({ kind: "failed", fatal: true });

  assert.equal(those(leader.wait(60_000), "say").length, 4);
});

test("a follower steals the lead after 2.5 silent ping periods, having asked", () => {
  const player = aFollower("k3f9-c5");

  const before = player.wait(SILENCE_LIMIT - 1);
  const after = player.wait(1);

  assert.equal(those(before, "hello").length, 1);
  assert.deepEqual(those(before, "steal"), []);
  assert.equal(those(after, "steal").length, 1);
});

test("a leader that answers keeps the lead", () => {
  const player = aFollower("k3f9-c5");

  for (let round = 0; round < 10; round++) {
    assert.deepEqual(those(player.wait(SILENCE_LIMIT - 1), "steal"), []);
    hear(player, beat("k3f9-c5"));
  }
});

test("a hidden tab does not steal, but does when it is looked at", () => {
  const player = new Player({ visible: false });
  assert.deepEqual(those(player.wait(3_600_000), "steal"), []);

  const effects = player.happen({ kind: "shown" });

  assert.equal(those(effects, "hello").length, 1);
  assert.equal(those(player.wait(ANSWER_TIMEOUT), "steal").length, 1);
});

test("after a sleep of the whole machine the leader is asked first", () => {
  const player = aFollower("k3f9-c5");
  player.sleep(3_600_000);

  const effects = player.happen({ kind: "tick" });

  assert.deepEqual(those(effects, "steal"), []);
  assert.equal(those(effects, "hello").length, 1);
  assert.equal(player.feed.connection.kind, "reconnecting", "and the page does not claim to be live");
});

test("a new tab with a suspended leader is live within seconds", () => {
  const player = new Player();

  assert.equal(those(player.wait(ANSWER_TIMEOUT), "steal").length, 1);
});

test("stealing that has no effect is tried again, not in a loop", () => {
  const player = new Player();

  assert.equal(those(player.wait(ANSWER_TIMEOUT + 10 * SILENCE_LIMIT), "steal").length, 11);
});

test("a deposed leader closes its stream, queues and follows", () => {
  const player = aLeader();

  const effects = player.happen({ kind: "deposed" });

  assert.deepEqual(
    effects.map((effect) => effect.do),
    ["close", "queue", "hello"],
  );
  assert.equal(hear(player, beat("k3f9-c7")).length, 1);
  assert.equal(player.feed.connection.kind, "live");
});

test("a follower that becomes the leader goes on where it was", () => {
  const player = aFollower("k3f9-c5");
  player.wait(20_000);
  hear(player, { kind: "change", cursor: "k3f9-c6", event: aChange(6) });

  const effects = player.happen({ kind: "lead" });

  assert.deepEqual(those(effects, "open"), [{ do: "open", after: "k3f9-c6" }]);
  assert.equal(player.feed.connection.kind, "live", "a change of the lead is no loss to tell of");
});

test("a reset reaches the followers, also those that did not hear it", () => {
  const heard = aFollower("k3f9-c5");
  const missed = aFollower("k3f9-c5");

  assert.deepEqual(told(hear(heard, { kind: "reset", cursor: "zz01-c1" })), ["reset"]);
  assert.deepEqual(told(hear(missed, beat("zz01-c1"))), ["reset"]);
});

test("followers say nothing to the others", () => {
  const player = aFollower("k3f9-c5");

  const effects = [
    ...hear(player, { kind: "change", cursor: "k3f9-c6", event: aChange(6) }),
    ...hear(player, { kind: "reset", cursor: "zz01-c1" }),
    ...hear(player, { kind: "hello" }),
    ...player.wait(1000),
  ];

  assert.deepEqual(those(effects, "say"), []);
});
