import assert from "node:assert/strict";
import { test } from "node:test";
import { clientName, tabStorage } from "../public/assets/feed/client.js";

/** What a browser keeps for a tab from page to page. */
function aStorage(/** @type {[string, string][]} */ entries = []) {
  const map = new Map(entries);
  const storage = {
    getItem: (/** @type {string} */ key) => map.get(key) ?? null,
    setItem: (/** @type {string} */ key, /** @type {string} */ value) => map.set(key, value),
    removeItem: (/** @type {string} */ key) => map.delete(key),
    copy: () => aStorage([...map]),
  };
  return /** @type {any} */ (storage);
}

test("a tab keeps its name from page to page", () => {
  const storage = aStorage();
  const first = new EventTarget();
  const name = clientName({ storage, page: first });

  first.dispatchEvent(new Event("pagehide"));

  assert.match(name, /^[0-9a-z]{8,16}$/);
  assert.equal(clientName({ storage, page: new EventTarget() }), name);
});

test("a copy of a tab has a name of its own", () => {
  const storage = aStorage();
  const page = new EventTarget();
  const name = clientName({ storage, page });

  assert.notEqual(clientName({ storage: storage.copy(), page: new EventTarget() }), name);
});

test("a page that comes back from the cache leaves no copy of its name behind", () => {
  const storage = aStorage();
  const page = new EventTarget();
  const name = clientName({ storage, page });
  page.dispatchEvent(new Event("pagehide"));

  page.dispatchEvent(new Event("pageshow"));

  assert.notEqual(clientName({ storage: storage.copy(), page: new EventTarget() }), name);
});

test("where the browser forbids storage, each page has a name of its own", () => {
  const page = {
    get sessionStorage() {
      throw new DOMException("forbidden", "SecurityError");
    },
  };
  const storage = tabStorage(/** @type {any} */ (page));

  const name = clientName({ storage, page: new EventTarget() });

  assert.match(name, /^[0-9a-z]{8,16}$/);
  assert.notEqual(clientName({ storage, page: new EventTarget() }), name);
});
