/**
 * The sign-in form: one value, changed by what is sent and answered.
 */

import { SIGN_IN } from "./messages.js";

/** @typedef {"username" | "password"} Field */

/**
 * @typedef {object} SignIn
 * @property {"idle" | "sending" | "waiting"} phase waiting: after too many tries
 * @property {Partial<Record<Field, string>>} errors beside the fields
 * @property {string} problem about the whole
 * @property {Field | null} focus where to go on from
 * @property {number} until when trying is allowed again
 */

/** @typedef {{ status: number, wait: number, errors: readonly { pointer: string, detail: string }[] }} Answer a refusal */

/** If the service does not say how long to wait, ms. */
const DEFAULT_WAIT = 30_000;

/** @type {SignIn} */
export const READY = { phase: "idle", errors: {}, problem: "", focus: null, until: 0 };

/**
 * @param {SignIn} form
 * @param {Record<Field, string>} fields
 * @returns {SignIn} sending, where the fields may be sent
 */
export function submitted(form, fields) {
  if (form.phase !== "idle") return form;
  const errors = {
    ...(fields.username.trim() ? {} : { username: SIGN_IN.noUsername }),
    ...(fields.password ? {} : { password: SIGN_IN.noPassword }),
  };
  const [focus] = /** @type {Field[]} */ (Object.keys(errors));
  return focus ? { ...READY, errors, focus } : { ...READY, phase: "sending" };
}

/**
 * @param {Answer} answer
 * @param {number} now
 * @returns {SignIn}
 */
export function refused({ status, wait, errors }, now) {
  if (status === 401) {
    return { ...READY, problem: SIGN_IN.wrong, focus: "password" };
  }
  if (status === 429) return { ...READY, phase: "waiting", until: now + (wait || DEFAULT_WAIT) };
  if (status === 422) return wrongFields(errors);
  if (status === 0) return { ...READY, problem: SIGN_IN.noAnswer };
  return { ...READY, problem: SIGN_IN.unavailable };
}

/**
 * @param {SignIn} form
 * @param {number} now
 * @returns {SignIn} idle again when the wait is over
 */
export function waited(form, now) {
  return form.phase === "waiting" && now >= form.until ? READY : form;
}

/**
 * @param {SignIn} form
 * @param {number} now
 * @returns {string} what is left of the wait, as in "0:42"
 */
export function countdown(form, now) {
  const seconds = Math.max(0, Math.ceil((form.until - now) / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/**
 * The announcement of the wait, made once: an announced countdown would never stop.
 *
 * @param {SignIn} form
 * @param {number} now
 */
export function waitWords(form, now) {
  const seconds = Math.max(1, Math.ceil((form.until - now) / 1000));
  const minutes = Math.ceil(seconds / 60);
  const span = seconds < 90 ? SIGN_IN.seconds(seconds) : SIGN_IN.minutes(minutes);
  return SIGN_IN.wait(span);
}

/**
 * @param {Answer["errors"]} told
 * @returns {SignIn}
 */
function wrongFields(told) {
  const errors = Object.fromEntries(
    told.map(({ pointer, detail }) => [pointer.replace(/^#?\//, ""), detail]),
  );
  const focus = "username" in errors ? "username" : "password" in errors ? "password" : null;
  return focus ? { ...READY, errors, focus } : { ...READY, problem: SIGN_IN.misunderstood };
}
