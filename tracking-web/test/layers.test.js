import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { test } from "node:test";
import { read, root } from "./page-html.js";

/**
 * What each folder may import beside itself. Types count as well (`@import`).
 *
 * @type {Record<string, readonly string[]>}
 */
const ARROWS = {
  page: ["view", "model", "feed/tabs", "lib"],
  view: ["model", "lib"],
  model: ["lib"],
  "feed/tabs": ["feed", "lib"],
  feed: ["lib"],
  lib: [],
};

const assets = join(root, "assets");
const files = readdirSync(assets, { recursive: true, encoding: "utf8" }).filter((name) =>
  name.endsWith(".js"),
);

/** @param {string} path */
function importsOf(path) {
  return [...read(`assets/${path}`).matchAll(/(?: from|^import) "(\.[^"]+)"/gm)]
    .map((match) => normalize(join(dirname(path), match[1] ?? "")))
    .filter((target) => !/^\.\.\/\.\.\/\w+\.js$/.test(target));
}

for (const [folder, allowed] of Object.entries(ARROWS)) {
  test(`${folder} imports only ${[folder, ...allowed].join(", ")}`, () => {
    const own = files.filter((path) => dirname(path) === folder);

    assert.ok(own.length > 0);
    for (const path of own) {
      for (const target of importsOf(path)) {
        assert.ok(files.includes(target), `${path} imports ${target}, which does not exist`);
        assert.ok([folder, ...allowed].includes(dirname(target)), `${path} imports ${target}`);
      }
    }
  });
}

test("every module has its folder in the table; the first lesson stands alone", () => {
  const others = files.filter((path) => !(dirname(path) in ARROWS));

  assert.deepEqual(others, ["clock.js"]);
  assert.deepEqual(importsOf("clock.js"), []);
});

test("the words for people stand in the tables of words", () => {
  for (const path of files.filter(
    (name) => /^(page|view|model)\//.test(name) && !/(words|messages)\.js$/.test(name),
  )) {
    const words = read(`assets/${path}`)
      .split("\n")
      .filter(
        (line) => /["`][A-Z][a-z]+ [a-z$]/.test(line) && !/^\s*(\*|\/[*/])|new (Refusal|Error)\(/.test(line),
      );
    assert.deepEqual(words, [], path);
  }
});
