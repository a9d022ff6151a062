/** @import { Effect, Input } from "../public/assets/model/session-state.js" */

import assert from "node:assert/strict";
import { test } from "node:test";
import { dueAt, notice, step } from "../public/assets/model/session.js";
import { begin, MAX_TIMER, NOTICE_PERIOD, RECHECK_PERIOD } from "../public/assets/model/session-state.js";

const MINUTE = 60_000;
const DAY = 86_400_000;

/** A page of a user who is signed in, with a clock of its own. */
class Page {
  /** @param {number} lasts ms from now */
  constructor(lasts) {
    this.now = 1_000_000;
    this.watch = begin({ username: "ada", deadline: this.now + lasts }, this.now);
    /** @type {Effect[]} */
    this.effects = [];
  }

  /** @param {Input} input */
  happen(input) {
    const { watch, effects } = step(this.watch, input, this.now);
    this.watch = watch;
    this.effects.push(...effects);
    return effects;
  }

  /** @param {number} ms */
  wait(ms) {
    const end = this.now + ms;
    for (let due = this.due(); due <= end; due = this.due()) {
      this.now = due;
      this.happen({ kind: "tick" });
      assert.ok(this.due() > this.now, "a tick must move what is due, or the page would spin");
    }
    this.now = end;
  }

  due() {
    const due = Math.max(this.now, dueAt(this.watch, this.now));
    const isTimer = Number.isFinite(due);
    assert.ok(!isTimer || due - this.now <= MAX_TIMER, "no timer is longer than browsers can count");
    return due;
  }

  /** @param {number} lasts ms from now */
  known(lasts, username = "ada") {
    return this.happen({ kind: "known", session: { username, deadline: this.now + lasts } });
  }

  notice() {
    return notice(this.watch, this.now);
  }
}

test("two minutes before the end the service is asked, and then the page says so", () => {
  const page = new Page(30 * MINUTE);

  page.wait(28 * MINUTE - 1);
  assert.deepEqual(page.effects, []);
  page.wait(1);
  assert.deepEqual(page.effects, [{ do: "ask" }]);
  assert.equal(page.notice(), null, "not before it is known to be true");

  page.known(NOTICE_PERIOD);
  assert.deepEqual(page.notice(), { until: page.now + NOTICE_PERIOD, final: false });
});

test("an end that another tab has moved is not told of", () => {
  const page = new Page(30 * MINUTE);
  page.wait(28 * MINUTE);

  page.known(20 * MINUTE);

  assert.equal(page.notice(), null);
  page.wait(18 * MINUTE);
  assert.equal(page.effects.length, 2, "and it is asked again before the new one");
});

test("while the notice stands it goes when another tab moves the end", () => {
  const page = new Page(NOTICE_PERIOD);
  page.wait(RECHECK_PERIOD);

  page.known(30 * MINUTE);

  assert.equal(page.notice(), null);
});

test("a session of 90 days is watched without a request and without a timer that overflows", () => {
  const page = new Page(90 * DAY);

  page.wait(89 * DAY);
  assert.deepEqual(page.effects, []);

  page.wait(DAY - NOTICE_PERIOD);
  assert.deepEqual(page.effects, [{ do: "ask" }]);
});

test("after staying signed in the notice is gone", () => {
  const page = new Page(MINUTE);
  assert.ok(page.notice());

  page.happen({ kind: "renewed" });
  page.known(30 * MINUTE);

  assert.equal(page.notice(), null);
});

test("a session that can last no longer says so", () => {
  const page = new Page(MINUTE);

  page.happen({ kind: "renewed" });
  page.known(MINUTE);

  assert.equal(page.notice()?.final, true);
});

test("when the time is over the page is left, as expired", () => {
  const page = new Page(MINUTE);
  page.wait(RECHECK_PERIOD);
  page.known(MINUTE - RECHECK_PERIOD);
  while (page.now < 1_000_000 + MINUTE) {
    page.wait(RECHECK_PERIOD);
    if (page.now < 1_000_000 + MINUTE) page.known(1_000_000 + MINUTE - page.now);
  }

  assert.deepEqual(page.happen({ kind: "refused", status: 401 }), [{ do: "leave", because: "expired" }]);
});

test("a session that ended before its time was signed out", () => {
  const page = new Page(30 * MINUTE);
  page.happen({ kind: "told" });

  assert.deepEqual(page.happen({ kind: "refused", status: 401 }), [{ do: "leave", because: "logout" }]);
});

for (const reason of /** @type {const} */ (["logout", "expired"])) {
  test(`a stream that ended by ${reason} takes the page to the sign-in page, once`, () => {
    const page = new Page(30 * MINUTE);

    assert.deepEqual(page.happen({ kind: "ended", reason }), [{ do: "leave", because: reason }]);
    assert.deepEqual(page.happen({ kind: "ended", reason }), []);
    assert.ok(page.watch.covered);
  });
}

for (const reason of ["signed-out", "revoked"]) {
  test(`a stream that ended by ${reason} is a question, not yet an end`, () => {
    const page = new Page(30 * MINUTE);

    assert.deepEqual(page.happen({ kind: "ended", reason }), [{ do: "ask" }]);
    assert.deepEqual(page.known(30 * MINUTE), []);
    assert.ok(!page.watch.leaving);
  });
}

test("a page that signs out is not told of it by its own stream", () => {
  const page = new Page(30 * MINUTE);
  page.happen({ kind: "leave" });

  assert.deepEqual(page.happen({ kind: "ended", reason: "logout" }), []);

  page.happen({ kind: "stay" });
  assert.equal(
    page.happen({ kind: "ended", reason: "logout" }).length,
    1,
    "but if it failed, it counts again",
  );
});

test("a page from the back/forward cache shows nothing until the session is known to be the same", () => {
  const page = new Page(30 * MINUTE);

  assert.deepEqual(page.happen({ kind: "back", restored: true }), [{ do: "ask" }]);
  assert.ok(page.watch.covered);

  page.known(30 * MINUTE);
  assert.ok(!page.watch.covered);
});

test("another person finds the page made anew", () => {
  const page = new Page(30 * MINUTE);
  page.happen({ kind: "back", restored: true });

  assert.deepEqual(page.known(30 * MINUTE, "grace"), [{ do: "reload" }]);
  assert.ok(page.watch.covered);
});

test("a page that was left by signing out and comes back from memory asks before it shows anything", () => {
  const page = new Page(30 * MINUTE);
  page.happen({ kind: "leave" });

  assert.deepEqual(page.happen({ kind: "back", restored: true }), [{ do: "ask" }]);
  assert.ok(page.watch.covered);
});

test("a lid opened within the session covers nothing; after its end it does, also without an answer", () => {
  const page = new Page(30 * MINUTE);
  page.now += MINUTE;
  page.happen({ kind: "back", restored: false });
  assert.ok(!page.watch.covered);
  page.known(30 * MINUTE);

  page.now += 60 * MINUTE;
  page.happen({ kind: "back", restored: false });
  page.happen({ kind: "refused", status: 0 });

  assert.ok(page.watch.covered);
  assert.equal(page.notice(), null);
  page.wait(RECHECK_PERIOD);
  assert.deepEqual(page.effects.at(-1), { do: "ask" }, "and it is asked again");
});

test("no answer within the session changes nothing of what is shown", () => {
  const page = new Page(30 * MINUTE);
  page.happen({ kind: "back", restored: true });

  page.happen({ kind: "refused", status: 0 });

  assert.ok(!page.watch.covered);
  assert.equal(page.notice(), null);
});
