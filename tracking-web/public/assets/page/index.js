import { readSession } from "../lib/access-api.js";
import { Refusal } from "../lib/api.js";
import { byId, show } from "../lib/dom.js";
import { destination, reason } from "../model/return-address.js";
import { showCustomers } from "./customers.js";
import { onSessionChange } from "./session-channel.js";
import { showSignIn } from "./sign-in.js";

const wish = new URLSearchParams(location.search).get("return");

/** Staff stay and see all customers; customers go on to their orders. */
async function begin() {
  try {
    const viewer = await readSession();
    const path = destination(viewer, wish);
    if (path) return location.replace(path);
    await showCustomers(viewer);
  } catch (error) {
    show(byId("loading"), false);
    const form = showSignIn(reason(location.search), enter);
    if (Refusal.of(error).status !== 401) form.refused(error);
    onSessionChange(() => enter().catch(() => null));
  }
}

let entering = false;

/** A sign-in has happened, here or in another tab. The tab that signs in hears of its own sign-in as well. */
async function enter() {
  if (entering) return;
  entering = true;
  try {
    location.replace(destination(await readSession(), wish) ?? "/");
  } catch (error) {
    entering = false;
    throw error;
  }
}

addEventListener("pageshow", ({ persisted }) => {
  if (persisted) location.reload();
});
begin();
