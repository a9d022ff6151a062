import assert from "node:assert/strict";
import { test } from "node:test";
import { GRACE_PERIOD, OVERDUE_AFTER, PING_PERIOD, SILENCE_LIMIT } from "../public/assets/feed/state.js";
import { begin } from "../public/assets/feed/tabs/state.js";
import { aLiveFeed, KINDS, Player, those, told } from "./feed-player.js";
import { aChange } from "./samples.js";

for (const kind of KINDS) {
  test(`a change is told once (${kind.kind})`, () => {
    const player = aLiveFeed(kind);

    const first = player.frame("order.confirmed", "k3f9-c6", aChange(6));
    const again = player.frame("order.confirmed", "k3f9-c6", aChange(6));

    assert.deepEqual(told(first), ["event"]);
    assert.deepEqual(again, []);
  });

  test(`a reset makes the page load its snapshot again (${kind.kind})`, () => {
    const player = aLiveFeed(kind);

    assert.deepEqual(told(player.frame("reset", "zz01-c3")), ["reset"]);
    assert.deepEqual(told(player.frame("order.confirmed", "zz01-c4", aChange(2))), ["event"]);
  });

  test(`the first stream starts where the snapshot ended (${kind.kind})`, () => {
    const player = new Player({ cursor: "k3f9-c5", machine: kind.machine });

    const effects = player.happen(kind.first);

    assert.deepEqual(those(effects, "open"), [{ do: "open", after: "k3f9-c5" }]);
  });

  test(`the page is live when the replay is over, not before (${kind.kind})`, () => {
    const player = new Player({ machine: kind.machine });

    player.happen(kind.first);
    player.happen({ kind: "opened" });
    player.frame("order.confirmed", "k3f9-c6", aChange(6));
    assert.equal(player.feed.connection.kind, "connecting");

    player.frame("ready");
    assert.deepEqual(player.connections, ["live"]);
  });

  test(`pings keep the stream, whatever the hour (${kind.kind})`, () => {
    const player = aLiveFeed(kind);

    for (let ping = 0; ping < 100; ping++) {
      assert.deepEqual(those(player.wait(PING_PERIOD), "open"), []);
      player.frame("ping");
    }

    assert.equal(player.feed.connection.kind, "live");
  });

  test(`silence for 2.5 ping periods replaces the stream, with the last cursor (${kind.kind})`, () => {
    const player = aLiveFeed(kind);
    player.frame("order.confirmed", "k3f9-c6", aChange(6));

    assert.deepEqual(those(player.wait(SILENCE_LIMIT - 1), "open"), []);
    assert.deepEqual(those(player.wait(1), "open"), [{ do: "open", after: "k3f9-c6" }]);
    assert.equal(player.feed.connection.kind, "offline");
  });

  test(`nothing heard for 1.5 ping periods is no longer live, and says since when (${kind.kind})`, () => {
    const player = aLiveFeed(kind);
    const heardAt = player.now;

    player.wait(OVERDUE_AFTER - 1);
    assert.equal(player.feed.connection.kind, "live");
    player.wait(1);
    assert.deepEqual(player.feed.connection, { kind: "offline", asOf: heardAt });

    player.frame("ping");
    assert.equal(player.feed.connection.kind, "live");
  });

  test(`a stream that is being replaced is not called live for longer (${kind.kind})`, () => {
    const player = aLiveFeed(kind);
    player.sleep(OVERDUE_AFTER - 1000);
    player.happen({ kind: "shown" });
    assert.equal(player.feed.connection.kind, "live");

    player.wait(1000);

    assert.equal(player.feed.connection.kind, "offline");
  });

  test(`the browser's word that it is offline is shown at once, until the service is heard (${kind.kind})`, () => {
    const player = aLiveFeed(kind);

    player.happen({ kind: "offline" });
    assert.deepEqual(player.feed.connection, { kind: "offline", asOf: player.now });

    player.frame("ping");
    assert.equal(player.feed.connection.kind, "live");
  });

  test(`a stream that is lost tells its age as soon as a ping is overdue (${kind.kind})`, () => {
    const player = aLiveFeed(kind);
    const heardAt = player.now;
    player.happen({ kind: "failed", fatal: false });
    assert.equal(player.feed.connection.kind, "reconnecting");

    player.wait(OVERDUE_AFTER);

    assert.deepEqual(player.feed.connection, { kind: "offline", asOf: heardAt });
  });

  test(`a page that comes back does not say that it heard the service meanwhile (${kind.kind})`, () => {
    const player = new Player({ machine: kind.machine });
    player.feed = begin("k3f9-c5", player.now, true, player.now - 3_600_000);
    player.happen(kind.first);
    assert.equal(player.feed.connection.kind, "connecting");

    player.wait(GRACE_PERIOD);

    assert.deepEqual(player.feed.connection, {
      kind: "offline",
      asOf: player.now - GRACE_PERIOD - 3_600_000,
    });
  });

  test(`a page that is shown again opens a new stream, even if the old one claims to be open (${kind.kind})`, () => {
    const player = aLiveFeed(kind);
    player.happen({ kind: "hidden" });
    player.sleep(5000);

    assert.equal(those(player.happen({ kind: "shown" }), "open").length, 1);
    assert.equal(player.feed.connection.kind, "live", "a planned change of streams is no loss");
  });

  test(`after a long sleep the page does not claim to be live (${kind.kind})`, () => {
    const player = aLiveFeed(kind);
    player.sleep(3_600_000);

    player.happen({ kind: "shown" });

    assert.equal(player.feed.connection.kind, "offline");
  });

  test(`two signs of waking at the same time open one stream (${kind.kind})`, () => {
    const player = aLiveFeed(kind);
    player.sleep(60_000);

    const effects = [...player.happen({ kind: "shown" }), ...player.happen({ kind: "shown" })];

    assert.equal(those(effects, "open").length, 1);
  });

  test(`while the database is away the page does not claim to be live (${kind.kind})`, () => {
    const player = aLiveFeed(kind);

    player.frame("stale");
    player.wait(PING_PERIOD);
    player.frame("ping");
    assert.equal(player.feed.connection.kind, "offline");

    player.frame("fresh");
    assert.deepEqual(player.connections, ["live", "offline", "live"]);
  });

  test(`a database that is away is told at once, even while streams change (${kind.kind})`, () => {
    const player = new Player({ machine: kind.machine });

    player.happen(kind.first);
    player.frame("stale");
    player.frame("ready");

    assert.ok(player.now < player.feed.quietUntil);
    assert.equal(player.feed.connection.kind, "offline");
  });

  test(`a change tells nothing about the database, a reset does (${kind.kind})`, () => {
    const player = aLiveFeed(kind);
    player.frame("stale");

    player.frame("order.confirmed", "k3f9-c6", aChange(6));
    assert.equal(player.feed.connection.kind, "offline");

    assert.ok(told(player.frame("reset", "zz01-c3")).includes("reset"));
    assert.equal(player.feed.connection.kind, "live");
  });

  test(`a silent stream whose database is away is replaced like any other (${kind.kind})`, () => {
    const player = aLiveFeed(kind);
    player.frame("stale");

    assert.equal(those(player.wait(SILENCE_LIMIT), "open").length, 1);
  });

  test(`a type EventSource does not know is found by its missing number (${kind.kind})`, () => {
    const player = aLiveFeed(kind);

    const effects = player.frame("order.confirmed", "k3f9-c7", aChange(7));
    assert.deepEqual(those(effects, "catchUp"), [{ do: "catchUp", after: "k3f9-c5" }]);
    assert.deepEqual(told(effects), []);

    const events = [6, 7].map((number) => ({ ...aChange(number), cursor: `k3f9-c${number}` }));
    assert.deepEqual(told(player.happen({ kind: "history", events })), ["event", "event"]);
  });

  test(`a missing last change is found by the next ping (${kind.kind})`, () => {
    const player = aLiveFeed(kind);

    assert.deepEqual(those(player.frame("ping", "k3f9-c6"), "catchUp"), [
      { do: "catchUp", after: "k3f9-c5" },
    ]);
  });

  test(`the history is asked once at a time, and again after a pause if it fails (${kind.kind})`, () => {
    const player = aLiveFeed(kind);
    player.frame("ping", "k3f9-c6");

    assert.deepEqual(those(player.frame("ping", "k3f9-c7"), "catchUp"), []);
    assert.deepEqual(those(player.happen({ kind: "noHistory", status: 0, wait: 0 }), "catchUp"), []);
    assert.equal(those(player.wait(2000), "catchUp").length, 1);
  });

  test(`a history that lags behind is not asked in a loop (${kind.kind})`, () => {
    const player = aLiveFeed(kind);
    player.frame("ping", "k3f9-c6");

    const effects = player.happen({ kind: "history", events: [] });

    assert.deepEqual(those(effects, "catchUp"), []);
    assert.equal(those(player.wait(2000), "catchUp").length, 1);
  });

  test(`a history that cannot be resumed is a reset (${kind.kind})`, () => {
    const player = aLiveFeed(kind);
    player.frame("ping", "k3f9-c9");

    const effects = player.happen({ kind: "noHistory", status: 410, wait: 0 });

    assert.deepEqual(told(effects), ["reset"]);
    assert.deepEqual(those(player.wait(60_000), "catchUp"), []);
  });

  test(`frames of a stream that was given up are ignored (${kind.kind})`, () => {
    const player = aLiveFeed(kind);
    player.happen({ kind: "failed", fatal: true });

    assert.deepEqual(player.frame("order.confirmed", "k3f9-c6", aChange(6)), []);
  });
}
