import assert from "node:assert/strict";
import { test } from "node:test";
import { Browser } from "./browser.js";

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
