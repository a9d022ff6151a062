import assert from "node:assert/strict";
import { test } from "node:test";
import { destination, reason, safeReturn, signInHref } from "../public/assets/model/return-address.js";

const OURS = ["/orders", "/orders/WB-1?customer=ada", "/orders#main", "/track?order=WB-1", "/admin"];

for (const path of OURS) {
  test(`after signing in one may go to ${path}`, () => {
    assert.equal(safeReturn(path), path);
  });
}

const HOSTILE = [
  "https://evil.example/",
  "javascript:alert(1)",
  "//evil.example",
  "///evil.example",
  "/\\evil.example",
  "/\t/evil.example",
  "/\t/evil.example/orders",
  "/\n/evil.example",
  "/\r\n\\evil.example",
  "/.//evil.example",
  "/orders/..//evil.example",
  "/%2e//evil.example",
  "\\/evil.example",
  " //evil.example",
  "evil.example",
  "orders",
  "",
  `/${"x".repeat(5000)}`,
];

for (const wish of HOSTILE) {
  test(`a return address is refused: ${JSON.stringify(wish).slice(0, 40)}`, () => {
    assert.equal(safeReturn(wish), null);
  });
}

test("whatever is let through stays with us, as a browser reads it", () => {
  const parts = [
    "/",
    "\\",
    ".",
    "..",
    "%2e",
    "%2f",
    "\t",
    "\n",
    "@",
    ":",
    "?",
    "#",
    "evil.example",
    "orders",
  ];
  for (let number = 0; number < 20_000; number++) {
    const wish = `/${[3, 5, 7, 11].map((prime) => parts[(number * prime + (number >> 4)) % parts.length]).join("")}`;
    const path = safeReturn(wish);
    if (path === null) continue;
    assert.equal(new URL(path, "https://waybill.test/?return=x").origin, "https://waybill.test", wish);
    assert.doesNotMatch(path, /^\/[/\\]/, wish);
  }
});

test("the sign-in page is nowhere to come back to, or it would be for ever", () => {
  assert.equal(safeReturn("/"), null);
  assert.equal(safeReturn("/?return=/?return=/"), null);
});

test("a customer without a wish sees the orders, staff stay with their list", () => {
  assert.equal(destination({ role: "customer" }, null), "/orders");
  assert.equal(destination({ role: "staff" }, null), null);
  assert.equal(destination({ role: "staff" }, "/orders/WB-1"), "/orders/WB-1");
  assert.equal(destination({ role: "customer" }, "//evil.example"), "/orders");
});

test("the way to the sign-in page and back ends where it began", () => {
  const from = "/orders/WB-1?customer=a%26b";

  const query = new URL(signInHref(from, "logout"), "https://waybill.test").searchParams;

  assert.equal(safeReturn(query.get("return")), from);
  assert.equal(signInHref("/", ""), "/");
});

test("who was signed out is told why, in our words only", () => {
  assert.equal(reason("?return=%2Forders&because=logout"), "You were signed out.");
  assert.match(reason("?because=expired"), /expired/);
  assert.match(reason("?return=%2Forders"), /Sign in/);
  assert.equal(reason("?because=Call+0900-123"), "");
  assert.equal(reason(""), "");
});
