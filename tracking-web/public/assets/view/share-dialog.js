/**
 * The dialog with the links to an order.
 *
 * @import { Role, ShareLink } from "../../../wire.js"
 * @import { Share } from "../model/share-dialog.js"
 */

import { attribute, byId, each, h, part, show, text } from "../lib/dom.js";
import { SHARE } from "../model/messages.js";
import { linkWords, validWords } from "../model/share-dialog.js";

/**
 * @param {Share} share
 * @param {Role} role of who looks
 * @param {(linkId: string) => void} withdraw
 */
export function drawShare({ links, made, busy, problem, said }, role, withdraw) {
  const url = made ? location.origin + made.url : "";
  const field = /** @type {HTMLInputElement} */ (byId("share-url"));
  if (field.value !== url) field.value = url;
  show(byId("share-new"), !!made);
  text(byId("share-problem"), problem);
  text(byId("share-said"), said);
  attribute(byId("share-dialog"), "aria-busy", busy ? "true" : null);
  for (const button of byId("share-dialog").querySelectorAll("button.asks")) {
    attribute(button, "aria-disabled", busy ? "true" : null);
  }
  drawLinks(links, role, withdraw);
}

/**
 * @param {readonly ShareLink[] | null} links
 * @param {Role} role
 * @param {(linkId: string) => void} withdraw
 */
function drawLinks(links, role, withdraw) {
  const now = Date.now();
  const list = byId("share-links");
  const hadFocus =
    list.contains(document.activeElement) || document.activeElement === byId("share-revoke-all");
  each(
    list,
    links ?? [],
    (link) => link.id,
    (link) => make(link, withdraw),
    (node, link) => {
      text(part(node, "link-made"), linkWords(link, role, now));
      text(part(node, "link-valid"), validWords(link, now));
    },
  );
  show(byId("share-none"), links?.length === 0);
  show(byId("share-revoke-all"), (links?.length ?? 0) > 1);
  // The pressed button disappeared with its link.
  const isLost = !byId("share-dialog").contains(document.activeElement) || isHidden(document.activeElement);
  if (hadFocus && isLost) byId("share-title").focus();
}

/** @param {Element | null} node */
function isHidden(node) {
  return !!node?.closest("[hidden]");
}

/**
 * @param {ShareLink} link
 * @param {(linkId: string) => void} withdraw
 */
function make({ id }, withdraw) {
  const names = { id: `withdraw-${id}`, "aria-labelledby": `withdraw-${id} link-${id}` };
  const button = h("button", { type: "button", class: "copy asks", ...names }, [SHARE.withdraw]);
  button.addEventListener("click", () => withdraw(id));
  return h("li", { class: "link" }, [
    h("span", { class: "link-words", id: `link-${id}` }, [
      h("span", { class: "link-made" }),
      h("span", { class: "link-valid" }),
    ]),
    button,
  ]);
}
