import assert from "node:assert/strict";
import { test } from "node:test";
import { countdown, READY, refused, submitted, waited, waitWords } from "../public/assets/model/sign-in.js";

const ADA = { username: "ada", password: "secret" };

/**
 * @param {number} status
 * @param {{ wait?: number, errors?: { pointer: string, detail: string }[] }} [with_]
 */
function answer(status, { wait = 0, errors = [] } = {}) {
  return refused({ status, wait, errors }, 1000);
}

test("both fields filled, it is sent, and only once", () => {
  const sending = submitted(READY, ADA);

  assert.equal(sending.phase, "sending");
  assert.equal(submitted(sending, ADA), sending);
});

test("an empty field is named, and is where one goes on", () => {
  const both = submitted(READY, { username: "  ", password: "" });
  const one = submitted(READY, { ...ADA, password: "" });

  assert.deepEqual([both.phase, both.focus], ["idle", "username"]);
  assert.ok(both.errors.username && both.errors.password);
  assert.deepEqual([one.focus, one.errors.username], ["password", undefined]);
});

test("a wrong password and an unknown name read the same", () => {
  const form = answer(401);

  assert.doesNotMatch(form.problem, /unknown|no such|wrong password/i);
  assert.deepEqual([form.phase, form.focus], ["idle", "password"]);
});

test("after too many tries nothing is sent until the wait is over", () => {
  const form = answer(429, { wait: 42_000 });

  assert.equal(submitted(form, ADA), form);
  assert.equal(countdown(form, 1000), "0:42");
  assert.equal(countdown(form, 42_500), "0:01");
  assert.equal(waited(form, 42_999).phase, "waiting");
  assert.equal(submitted(waited(form, 43_000), ADA).phase, "sending");
});

test("a wait without a number is a wait all the same", () => {
  assert.ok(answer(429).until > 1000);
});

test("the wait is said in words that fit its length", () => {
  assert.match(waitWords(answer(429, { wait: 1000 }), 1000), /in 1 second\./);
  assert.match(waitWords(answer(429, { wait: 42_000 }), 1000), /in 42 seconds\./);
  assert.match(waitWords(answer(429, { wait: 600_000 }), 1000), /in 10 minutes\./);
  assert.equal(countdown(answer(429, { wait: 600_000 }), 1000), "10:00");
});

test("no answer is said to be none", () => {
  assert.match(answer(0).problem, /No answer/);
  assert.deepEqual(submitted(answer(0), ADA).phase, "sending", "and one may try again");
});

test("what the service says of a field stands at the field", () => {
  const form = answer(422, { errors: [{ pointer: "/password", detail: "Too long." }] });

  assert.deepEqual(form.errors, { password: "Too long." });
  assert.equal(form.focus, "password");
  assert.notEqual(answer(422, { errors: [{ pointer: "", detail: "?" }] }).problem, "");
});

test("any other refusal has words", () => {
  for (const status of [400, 403, 500, 503]) assert.notEqual(answer(status).problem, "");
});
