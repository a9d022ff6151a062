/**
 * The sign-in form.
 *
 * @import { Field, SignIn } from "../model/sign-in.js"
 */

import { attribute, byId, h, show, text } from "../lib/dom.js";
import { DEMO_ACCOUNTS, SIGN_IN } from "../model/messages.js";
import { countdown, waitWords } from "../model/sign-in.js";

/**
 * @param {Field} name
 * @returns {HTMLInputElement}
 */
export function input(name) {
  return /** @type {HTMLInputElement} */ (byId(name));
}

/**
 * @param {SignIn} form
 * @param {number} now
 */
export function drawSignIn(form, now) {
  const isWaiting = form.phase === "waiting";
  // The wait is announced once, when it begins; the countdown is only shown.
  if (!isWaiting) text(byId("sign-in-problem"), form.problem);
  else if (byId("sign-in-wait").hidden) text(byId("sign-in-problem"), waitWords(form, now));
  show(byId("sign-in-wait"), isWaiting);
  text(byId("sign-in-wait"), isWaiting ? countdown(form, now) : "");
  drawField("username", form);
  drawField("password", form);
  const button = byId("sign-in-go");
  attribute(button, "aria-disabled", form.phase === "idle" ? null : "true");
  text(button, form.phase === "sending" ? SIGN_IN.sending : SIGN_IN.send);
}

/**
 * @param {Field} name
 * @param {SignIn} form
 */
function drawField(name, { errors, problem, focus }) {
  const own = errors[name] ?? "";
  text(byId(`${name}-error`), own);
  const isWrong = own !== "" || (problem !== "" && focus !== null);
  attribute(input(name), "aria-invalid", isWrong ? "true" : null);
  attribute(input(name), "aria-describedby", own ? `${name}-error` : isWrong ? "sign-in-problem" : null);
}

/** @param {(username: string) => void} choose */
export function drawAccounts(choose) {
  show(byId("demo"), true);
  byId("demo-accounts").replaceChildren(
    ...DEMO_ACCOUNTS.map(({ username, who }) => {
      const button = h("button", { type: "button", class: "demo-account" }, [
        h("span", { class: "demo-name" }, [username]),
        h("span", { class: "demo-who" }, [who]),
      ]);
      button.addEventListener("click", () => choose(username));
      return h("li", {}, [button]);
    }),
  );
}
