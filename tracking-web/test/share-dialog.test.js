/** @import { ShareLink } from "../wire.js" */

import assert from "node:assert/strict";
import { test } from "node:test";
import { CLOSED, linkWords, next, validWords } from "../public/assets/model/share-dialog.js";

process.env.TZ = "Europe/Berlin";
const NOW = Date.parse("2026-11-22T15:00:00Z");

/**
 * @param {string} id
 * @param {Partial<ShareLink>} [with_]
 * @returns {ShareLink}
 */
function aLink(id, with_ = {}) {
  const times = { createdAt: "2026-11-22T13:02:00Z", expiresAt: "2026-12-22T13:02:00Z" };
  return { id, by: "customer", ...times, ...with_ };
}

const open = next(next(CLOSED, { type: "asked" }), { type: "listed", links: [aLink("A")] });
const made = next(open, { type: "made", id: "B", url: "/track#secret" });
const both = next(made, { type: "listed", links: [aLink("B"), aLink("A")] });

test("before the links are known none are said to be there", () => {
  assert.equal(CLOSED.links, null);
  assert.equal(next(CLOSED, { type: "asked" }).busy, true);
});

test("a link just made is shown with its address, this once", () => {
  assert.equal(both.made?.url, "/track#secret");
  assert.equal(next(CLOSED, { type: "listed", links: both.links ?? [] }).made, null);
});

test("a link that is withdrawn goes, and with it its address", () => {
  const after = next(both, { type: "withdrawn", id: "B" });

  assert.deepEqual([after.links?.map(({ id }) => id), after.made], [["A"], null]);
  assert.match(after.said, /withdrawn/);
});

test("another link's withdrawal leaves the new address", () => {
  assert.equal(next(both, { type: "withdrawn", id: "A" }).made?.id, "B");
});

test("all at once", () => {
  const after = next(both, { type: "withdrawnAll" });

  assert.deepEqual([after.links, after.made], [[], null]);
});

test("a refusal is said, ends the wait, and loses nothing", () => {
  for (const status of [0, 403, 404, 409, 503]) {
    const after = next(next(both, { type: "asked" }), { type: "refused", status });

    assert.equal(after.busy, false);
    assert.notEqual(after.problem, "");
    assert.deepEqual(after.links, both.links);
  }
});

test("the next try takes away what was said before", () => {
  const refused = next(both, { type: "refused", status: 409 });

  assert.deepEqual([next(refused, { type: "asked" }).problem, next(made, { type: "asked" }).said], ["", ""]);
});

test("who made a link is told from where one stands", () => {
  const staffs = aLink("A", { by: "staff" });

  assert.equal(linkWords(aLink("A"), "customer", NOW), "Made today, 14:02 by you");
  assert.equal(linkWords(staffs, "customer", NOW), "Made today, 14:02 by the shop");
  assert.equal(linkWords(staffs, "staff", NOW), "Made today, 14:02 by the shop");
  assert.equal(linkWords(aLink("A"), "staff", NOW), "Made today, 14:02 by the customer");
  assert.equal(validWords(staffs, NOW), "Valid until Tue 22 Dec, 14:02");
});
