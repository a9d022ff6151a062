import assert from "node:assert/strict";
import { test } from "node:test";
import { Browser } from "./simulated-browser.js";

/**
 * Ten minutes of trouble: changes, cuts, tabs that open, close, sleep and wake. Then peace.
 *
 * @param {number} seed
 */
function play(seed) {
  const browser = new Browser(seed);
  for (let round = 0; round < 300; round++) {
    if (browser.tabs.length < 4 && browser.chance() < 0.1) browser.openTab();
    const [oldest] = browser.tabs;
    if (oldest && browser.tabs.length > 2 && browser.chance() < 0.02) browser.closeTab(oldest);
    if (browser.chance() < 0.6) browser.service.commit();
    if (browser.chance() < 0.1) browser.service.cut();
    for (const tab of browser.tabs) {
      if (browser.chance() < (tab.frozen ? 0.05 : 0.02)) tab.frozen = !tab.frozen;
    }
    browser.run(2000);
  }
  browser.faults = false;
  for (const tab of browser.tabs) tab.frozen = false;
  browser.run(240_000);
  return browser;
}

for (let seed = 1; seed <= 40; seed++) {
  test(`every tab is told every change once and in order, whatever happens (seed ${seed})`, () => {
    const { tabs, service } = play(seed);
    const { log } = service;

    assert.ok(tabs.length > 1 && log.length > 100, "there was something to get wrong");
    for (const { name, start, told } of tabs) {
      const expected = log.slice(start).map((event) => event.version);
      assert.deepEqual(told, expected, name);
    }
  });

  test(`in the end one tab has the stream and all are live (seed ${seed})`, () => {
    const { tabs } = play(seed);

    assert.equal(tabs.filter((tab) => tab.stream?.open).length, 1);
    assert.deepEqual(new Set(tabs.map((tab) => tab.feed.connection.kind)), new Set(["live"]));
  });
}

for (const reason of ["logout", "expired"]) {
  test(`an end by ${reason} reaches every tab at once, and one that is asleep when it wakes`, () => {
    const browser = new Browser(7);
    browser.faults = false;
    for (let tab = 0; tab < 4; tab++) browser.openTab();
    browser.run(20_000);
    const [first, sleeper, ...others] = browser.tabs;
    if (!first || !sleeper) throw new Error("there are four tabs");
    sleeper.frozen = true;

    browser.service.end(reason);
    browser.run(1000);
    for (const { feed } of [first, ...others]) assert.equal(feed.connection.reason, reason);

    sleeper.frozen = false;
    browser.run(1000);
    assert.equal(sleeper.feed.connection.reason, reason);
  });
}

test("a tab that takes the lead after the end learns of it from the service", () => {
  const browser = new Browser(7);
  browser.faults = false;
  browser.openTab();
  browser.openTab();
  browser.run(20_000);
  browser.service.end("logout");
  const [leader] = browser.tabs;
  if (leader) browser.closeTab(leader);

  browser.run(20_000);

  assert.deepEqual(
    browser.tabs.map(({ feed }) => feed.connection.reason),
    ["signed-out"],
  );
});
