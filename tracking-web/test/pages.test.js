import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { test } from "node:test";
import { pageHtml, read, root } from "./page-html.js";

const pages = readdirSync(root).filter((name) => name.endsWith(".html"));

/** The page of an error is complete as it comes: it has no scripts. */
const scripted = pages.filter((name) => name !== "error.html");
const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((name) => /\.\w+$/.test(name));

/** Addresses that are only names: nothing is ever asked of them. */
const NAMES = ["http://www.w3.org/2000/svg", "https://here.invalid"];

/**
 * @param {string} text
 * @param {RegExp} pattern with one group, and the flag g
 */
function all(text, pattern) {
  return [...text.matchAll(pattern)].map((match) => match[1] ?? "");
}

/**
 * A module and everything it imports, and they import.
 *
 * @param {string} path
 * @param {Set<string>} [seen]
 */
function modules(path, seen = new Set()) {
  if (seen.has(path)) return seen;
  seen.add(path);
  for (const name of all(read(path), /^(?:import|\} from)\s.*?"(\.[^"]+)";$/gm)) {
    modules(normalize(join(dirname(path), name)), seen);
  }
  return seen;
}

/** @param {string} page */
function entry(page) {
  return all(pageHtml(page), /<script type="module" src="\/([^"]+)">/g)[0] ?? "";
}

for (const page of pages) {
  test(`${page} needs nothing that the content security policy forbids`, () => {
    const html = pageHtml(page);

    assert.doesNotMatch(html, /<style|\sstyle=|\son\w+=|javascript:/i);
    assert.doesNotMatch(html, /<script(?![^>]*\ssrc=)/i);
  });

  test(`${page} has a complete head`, () => {
    const html = pageHtml(page);

    for (const must of ['<html lang="en"', 'charset="utf-8"', 'name="viewport"', "<title>", 'rel="icon"']) {
      assert.ok(html.includes(must), must);
    }
  });

  test(`${page} names only files that exist`, () => {
    for (const path of all(pageHtml(page), /(?:href|src)="\/(assets\/[^"#]+)/g)) {
      assert.ok(files.includes(path), path);
    }
  });
}

for (const page of scripted) {
  test(`${page} says what it lacks without scripts`, () => {
    assert.match(pageHtml(page), /<noscript>.*JavaScript/);
  });

  test(`${page} has every part its scripts reach for`, () => {
    const ids = all(pageHtml(page), /\sid="([^"]+)"/g);

    assert.equal(new Set(ids).size, ids.length, "an id twice");
    for (const path of modules(entry(page))) {
      for (const id of all(read(path), /byId\("([^"]+)"\)/g)) assert.ok(ids.includes(id), `${path}: #${id}`);
    }
  });
}

for (const page of scripted.filter((name) => name !== "clock.html")) {
  test(`${page} has a place for its preload links, which the service makes from the imports`, () => {
    assert.match(read(page), /<script type="module" src="[^"]+"><\/script>\n {2}<!-- preload -->\n/);
  });

  test(`${page} tells search engines and browsers what it is`, () => {
    const html = pageHtml(page);

    assert.match(html, /<meta name="description" content="[^"]{20,}">/);
    const grounds = all(read("assets/css/tokens.css"), /--paper: (#\w+);/g);
    assert.deepEqual(all(html, /name="theme-color" content="(#\w+)"/g), grounds);
  });
}

test("every partial is included somewhere, and no include is left", () => {
  const partials = files.filter((name) => name.startsWith("partials/"));
  const included = pages.flatMap((page) => all(read(page), /<!-- include ([^ ]+) -->/g));

  assert.deepEqual([...new Set(included.map((name) => `partials/${name}`))].sort(), partials.sort());
  for (const page of pages) assert.doesNotMatch(pageHtml(page), /<!-- include/, page);
});

test("the first lesson fits on one screen", () => {
  const lines = [read("clock.html"), read("assets/clock.js")].flatMap((text) => text.trimEnd().split("\n"));

  assert.ok(lines.length <= 20, `${lines.length} lines`);
});

test("nothing is asked of any other origin", () => {
  for (const path of files) {
    const addresses = all(read(path), /(https?:\/\/[^\s"')]+)/g);
    assert.deepEqual(
      addresses.filter((address) => !NAMES.includes(address)),
      [],
      path,
    );
    assert.doesNotMatch(read(path), /url\(|@import url/, path);
  }
});

test("modules and styles find each other wherever the assets lie", () => {
  for (const path of files.filter((name) => /^assets\/.*\.(js|css)$/.test(name))) {
    assert.doesNotMatch(read(path), /["'(]\/assets\/|\bfrom "\/|\bimport\(|@import "/, path);
  }
});

test("only the sign-in page asks whether this is a demo", () => {
  const marked = pages.filter((page) => pageHtml(page).includes('<html lang="en" data-demo="false">'));

  assert.deepEqual(marked, ["index.html"]);
});

test("a form that works without scripts puts nothing into an address", () => {
  for (const form of pages.flatMap((page) => all(pageHtml(page), /(<form[^>]*>)/g))) {
    assert.match(form, /method="post"/);
  }
});

test("data reaches the pages as text and attributes only", () => {
  for (const path of files.filter((name) => name.endsWith(".js"))) {
    assert.doesNotMatch(read(path), /innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(/, path);
  }
});

test("every icon that a page's HTML names is drawn", () => {
  const drawn = all(read("assets/view/icons.js"), /^ {2}(\w+):/gm);
  const named = pages.flatMap((page) => all(pageHtml(page), /data-icon="(\w+)"/g));

  assert.ok(named.length > 4 && drawn.length > 4);
  for (const name of named) assert.ok(drawn.includes(name), name);
});

test("a file fits a few screens", () => {
  for (const path of files.filter((name) => /\.(js|html|css)$/.test(name))) {
    assert.ok(read(path).split("\n").length <= 210, path);
  }
});
