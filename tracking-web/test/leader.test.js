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

test("silence for 2.5 ping periods replaces the stream, with the last cursor", () => {
  const player = aLeader();
  player.frame("order.confirmed", "k3f9-6", aChange(6));

  assert.deepEqual(those(player.wait(SILENCE - 1), "open"), []);
  assert.deepEqual(those(player.wait(1), "open"), [{ do: "open", after: "k3f9-6" }]);
  assert.equal(player.feed.connection.kind, "reconnecting");
});

test("a lost line is told at once, and as of when", () => {
  const player = aLeader();
  const heardAt = player.now;
  player.wait(4000);

  player.happen({ kind: "failed", fatal: false });

  assert.deepEqual(player.feed.connection, { kind: "reconnecting", asOf: heardAt });
});

test("EventSource that comes back by itself is let alone", () => {
  const player = aLeader();

  const effects = [...player.happen({ kind: "failed", fatal: false }), ...player.wait(8000)];
  player.happen({ kind: "opened" });
  player.frame("ready");

  assert.deepEqual(those(effects, "open"), []);
  assert.equal(player.feed.connection.kind, "live");
});

test("EventSource that has given up is asked about, and comes back after a pause", () => {
  const player = aLeader();

  const effects = player.happen({ kind: "failed", fatal: true });
  assert.deepEqual(those(effects, "ask"), [{ do: "ask", after: "k3f9-5" }]);
  assert.deepEqual(those(player.wait(60_000), "open"), [], "not before it is known why");

  player.happen({ kind: "answered", status: 503, wait: 0 });
  assert.equal(those(player.wait(2000), "open").length, 1);
});

test("Retry-After is waited for, even if somebody looks", () => {
  const player = aLeader();
  player.happen({ kind: "failed", fatal: true });
  player.happen({ kind: "answered", status: 429, wait: 30_000 });

  assert.deepEqual(those(player.wait(10_000), "open"), []);
  assert.deepEqual(those(player.happen({ kind: "wake", visible: true }), "open"), []);
  assert.deepEqual(those(player.wait(19_999), "open"), []);
  assert.equal(those(player.wait(1), "open").length, 1);
});

test("each refusal in a row is waited for longer", () => {
  const player = aLeader();

  const waits = [1, 2, 3, 4, 5, 6, 7, 8].map(() => {
    player.happen({ kind: "failed", fatal: true });
    player.happen({ kind: "answered", status: 0, wait: 0 });
    const wait = player.feed.retryAt - player.now;
    player.wait(wait);
    return wait;
  });

  assert.deepEqual(waits, [1100, 2200, 4400, 8800, 17_600, 33_000, 33_000, 33_000]);
});

test("a stream that stood for a while makes the next failure the first again", () => {
  const player = aLeader();
  player.feed.failures = 6;

  player.wait(11_000);
  player.frame("ping");

  assert.equal(player.feed.failures, 0);
});

test("a stream that is accepted and dropped at once is no success", () => {
  const player = aLeader();
  player.feed.failures = 6;

  player.frame("ready");

  assert.equal(player.feed.failures, 6);
});

for (const [status, reason] of /** @type {const} */ ([
  [401, "signed-out"],
  [403, "forbidden"],
  [404, "not-found"],
])) {
  test(`${status} ends it, and says so`, () => {
    const player = aLeader();
    player.happen({ kind: "failed", fatal: true });

    player.happen({ kind: "answered", status, wait: 0 });

    assert.deepEqual(those(player.wait(3_600_000), "open"), []);
    assert.deepEqual(those(player.happen({ kind: "wake", visible: true }), "open"), []);
    assert.equal(player.feed.connection.kind, "ended");
    assert.equal(player.feed.connection.reason, reason);
  });
}

for (const reason of ["logout", "revoked", "expired"]) {
  test(`an end by ${reason} is final`, () => {
    const player = aLeader();

    const effects = player.end(reason);

    assert.equal(those(effects, "close").length, 1);
    assert.deepEqual(those(player.wait(3_600_000), "open"), []);
    assert.equal(player.feed.connection.reason, reason);
  });
}

for (const reason of ["shutdown", "max-age", "something new"]) {
  test(`after an end by ${reason} it comes back by itself, after a moment`, () => {
    const player = aLeader();

    const effects = player.end(reason);
    assert.deepEqual([those(effects, "close").length, those(effects, "open").length], [1, 0]);
    assert.equal(those(player.wait(4000), "open").length, 1);
  });
}

test("a stream that was only too old is no loss to tell of", () => {
  const player = aLeader();

  player.end("max-age");
  player.wait(1500);
  player.happen({ kind: "opened" });
  player.frame("ready");

  assert.deepEqual(player.connections, ["live"]);
});

test("but if its successor does not come it is one", () => {
  const player = aLeader();

  player.end("max-age");
  player.wait(10_000);

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
