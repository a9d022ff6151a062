import assert from "node:assert/strict";
import { test } from "node:test";
import { aLiveFeed, KINDS, those } from "./feed-player.js";

for (const kind of KINDS) {
  test(`a lost connection is told at once, with the time of the last byte (${kind.kind})`, () => {
    const player = aLiveFeed(kind);
    const heardAt = player.now;
    player.wait(4000);

    player.happen({ kind: "failed", fatal: false });

    assert.deepEqual(player.feed.connection, { kind: "reconnecting", asOf: heardAt });
  });

  test(`an EventSource that reconnects by itself is left alone (${kind.kind})`, () => {
    const player = aLiveFeed(kind);

    const effects = [...player.happen({ kind: "failed", fatal: false }), ...player.wait(8000)];
    player.happen({ kind: "opened" });
    player.frame("ready");

    assert.deepEqual(those(effects, "open"), []);
    assert.equal(player.feed.connection.kind, "live");
  });

  test(`an EventSource that has given up is explained, and replaced after a pause (${kind.kind})`, () => {
    const player = aLiveFeed(kind);

    const effects = player.happen({ kind: "failed", fatal: true });
    assert.deepEqual(those(effects, "explain"), [{ do: "explain", after: "k3f9-c5" }]);
    assert.deepEqual(those(player.wait(60_000), "open"), [], "not before it is known why");

    player.happen({ kind: "explained", status: 503, wait: 0 });
    assert.equal(those(player.wait(2000), "open").length, 1);
  });

  test(`Retry-After is respected, even if the page is shown meanwhile (${kind.kind})`, () => {
    const player = aLiveFeed(kind);
    player.happen({ kind: "failed", fatal: true });
    player.happen({ kind: "explained", status: 429, wait: 30_000 });

    assert.deepEqual(those(player.wait(10_000), "open"), []);
    assert.deepEqual(those(player.happen({ kind: "shown" }), "open"), []);
    assert.deepEqual(those(player.wait(19_999), "open"), []);
    assert.equal(those(player.wait(1), "open").length, 1);
  });

  test(`each refusal in a row is waited for longer (${kind.kind})`, () => {
    const player = aLiveFeed(kind);

    const waits = [1, 2, 3, 4, 5, 6, 7, 8].map(() => {
      player.happen({ kind: "failed", fatal: true });
      player.happen({ kind: "explained", status: 0, wait: 0 });
      const wait = player.feed.retryAt - player.now;
      player.wait(wait);
      return wait;
    });

    assert.deepEqual(waits, [1100, 2200, 4400, 8800, 17_600, 33_000, 33_000, 33_000]);
  });

  test(`a stream that stood for a while makes the next failure the first again (${kind.kind})`, () => {
    const player = aLiveFeed(kind);
    player.feed.failures = 6;

    player.wait(11_000);
    player.frame("ping");

    assert.equal(player.feed.failures, 0);
  });

  test(`a stream that is accepted and dropped at once is no success (${kind.kind})`, () => {
    const player = aLiveFeed(kind);
    player.feed.failures = 6;

    player.frame("ready");

    assert.equal(player.feed.failures, 6);
  });

  for (const [status, reason] of /** @type {const} */ ([
    [401, "signed-out"],
    [403, "forbidden"],
    [404, "not-found"],
  ])) {
    test(`${status} ends it, and says so (${kind.kind})`, () => {
      const player = aLiveFeed(kind);
      player.happen({ kind: "failed", fatal: true });

      player.happen({ kind: "explained", status, wait: 0 });

      assert.deepEqual(those(player.wait(3_600_000), "open"), []);
      assert.deepEqual(those(player.happen({ kind: "shown" }), "open"), []);
      assert.equal(player.feed.connection.kind, "ended");
      assert.equal(player.feed.connection.reason, reason);
    });
  }

  for (const reason of ["logout", "revoked", "expired"]) {
    test(`an end by ${reason} is final (${kind.kind})`, () => {
      const player = aLiveFeed(kind);

      const effects = player.end(reason);

      assert.equal(those(effects, "close").length, 1);
      assert.deepEqual(those(player.wait(3_600_000), "open"), []);
      assert.equal(player.feed.connection.reason, reason);
    });
  }

  for (const reason of ["shutdown", "max-age", "something new"]) {
    test(`after an end by ${reason} it comes back by itself, after a moment (${kind.kind})`, () => {
      const player = aLiveFeed(kind);

      const effects = player.end(reason);
      assert.deepEqual([those(effects, "close").length, those(effects, "open").length], [1, 0]);
      assert.equal(those(player.wait(4000), "open").length, 1);
    });
  }

  test(`a service that ends each new stream is asked less and less often (${kind.kind})`, () => {
    const player = aLiveFeed(kind);

    const pauses = Array.from({ length: 8 }, () => {
      player.end("unavailable");
      const since = player.now;
      while (those(player.wait(100), "open").length === 0);
      return player.now - since;
    });

    assert.ok((pauses[0] ?? 0) <= 4000, pauses.join());
    assert.ok((pauses[7] ?? 0) >= 6000, pauses.join());
  });

  test(`a stream that ended by age is not reported as a loss (${kind.kind})`, () => {
    const player = aLiveFeed(kind);

    player.end("max-age");
    player.wait(1500);
    player.happen({ kind: "opened" });
    player.frame("ready");

    assert.deepEqual(player.connections, ["live"]);
  });

  test(`a stream whose successor does not come is a loss (${kind.kind})`, () => {
    const player = aLiveFeed(kind);

    player.end("max-age");
    player.wait(10_000);

    assert.equal(player.feed.connection.kind, "reconnecting");
  });
}
