import { signIn } from "../lib/access-api.js";
import { Refusal } from "../lib/api.js";
import { byId, show, text } from "../lib/dom.js";
import { SIGN_IN } from "../model/messages.js";
import { READY, refused, submitted, waited } from "../model/sign-in.js";
import { drawAccounts, drawSignIn, input } from "../view/sign-in.js";
import { announceSessionChange } from "./session-channel.js";

/**
 * Shows the form until a sign-in succeeds.
 *
 * @param {string} words why people have to sign in; empty for nothing
 * @param {() => Promise<void>} enter what comes after
 */
export function showSignIn(words, enter) {
  let form = READY;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  let counting;

  /** @param {typeof form} after */
  function become(after) {
    const goesOn = after.focus && after !== form;
    form = after;
    draw();
    if (goesOn && form.focus) {
      input(form.focus).focus();
      input(form.focus).select();
    }
    if (form.phase === "waiting") counting ??= setInterval(count, 250);
  }

  /** Reads the clock each time, because the timers of a sleeping machine stand still. */
  function count() {
    form = waited(form, Date.now());
    draw();
    if (form.phase === "waiting") return;
    clearInterval(counting);
    counting = undefined;
    text(byId("sign-in-problem"), SIGN_IN.waitIsOver);
  }

  function draw() {
    drawSignIn(form, Date.now());
  }

  async function send() {
    const fields = { username: input("username").value, password: input("password").value };
    const after = submitted(form, fields);
    if (after === form) return;
    become(after);
    if (after.phase !== "sending") return;
    reveal(false);
    try {
      await signIn(fields.username.trim(), fields.password);
      announceSessionChange();
      await enter();
    } catch (error) {
      become(refused(Refusal.of(error), Date.now()));
    }
  }

  /** @param {boolean} isReadable */
  function reveal(isReadable) {
    input("password").type = isReadable ? "text" : "password";
    text(byId("password-show"), isReadable ? SIGN_IN.hide : SIGN_IN.show);
    byId("password-show").setAttribute(
      "aria-label",
      isReadable ? SIGN_IN.hidePassword : SIGN_IN.showPassword,
    );
  }

  byId("sign-in-form").addEventListener("submit", (event) => {
    event.preventDefault();
    send();
  });
  byId("password-show").addEventListener("click", () => reveal(input("password").type === "password"));
  if (document.documentElement.dataset.demo === "true") {
    drawAccounts((username) => {
      input("username").value = username;
      input("password").value = username;
      send();
    });
  }
  text(byId("sign-in-why"), words);
  show(byId("sign-in-why"), words !== "");
  show(byId("sign-in"), true);
  draw();
  return {
    /** @param {unknown} error of a request that was not the form's own */
    refused: (error) => become(refused(Refusal.of(error), Date.now())),
  };
}
