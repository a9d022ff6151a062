import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const DOC = new URL("../../docs/clients.md", import.meta.url);
const EXAMPLE = /\]\(([^)]*\/clients\/[^)]*\.js)\)[^`]*(?:`[^`]+`[^`]*)*?```js\n(.*?)```/gs;

/**
 * Without indentation and comments on types.
 *
 * @param {string} code
 */
const lines = (code) => code.replace(/\/\*\* @type .*?\*\/ /g, "").replace(/^ +/gm, "");

test("the examples of docs/clients.md are lines of the tested clients", () => {
  const examples = [...readFileSync(DOC, "utf8").matchAll(EXAMPLE)];

  assert.equal(examples.length, 5);
  for (const [, file = "", example = ""] of examples) {
    assert.ok(lines(readFileSync(new URL(file, DOC), "utf8")).includes(lines(example)), file);
  }
});
