/**
 * @import { Role } from "../../../wire.js"
 * @import { ShareAction } from "../model/share-dialog.js"
 * @import { Viewer } from "../lib/access-api.js"
 */

import { makeLink, readLinks, withdraw } from "../lib/access-api.js";
import { Refusal } from "../lib/api.js";
import { byId } from "../lib/dom.js";
import { CLOSED, next } from "../model/share-dialog.js";
import { drawShare } from "../view/share-dialog.js";

/**
 * Lets the order's owner and staff give away links to it.
 *
 * @param {string} orderId
 * @param {{ viewer: () => Promise<Viewer>, refused: (status: number) => Promise<boolean> }} visit
 */
export function share(orderId, { viewer, refused }) {
  const dialog = /** @type {HTMLDialogElement} */ (byId("share-dialog"));
  const field = /** @type {HTMLInputElement} */ (byId("share-url"));
  let state = CLOSED;
  /** @type {Role} */
  let role = "customer";

  /** @param {ShareAction} action */
  function dispatch(action) {
    state = next(state, action);
    drawShare(state, role, (id) => attempt(() => takeBack(id)));
  }

  /**
   * One thing at a time.
   *
   * @param {() => Promise<void>} act
   */
  async function attempt(act) {
    if (state.busy) return;
    dispatch({ type: "asked" });
    try {
      await act();
    } catch (error) {
      const { status } = Refusal.of(error);
      if (!(await refused(status))) dispatch({ type: "refused", status });
    }
  }

  async function list() {
    dispatch({ type: "listed", links: await readLinks(orderId) });
  }

  async function make() {
    dispatch({ type: "made", ...(await makeLink(orderId)) });
    field.focus();
    field.select();
    await list();
  }

  /** @param {string} [id] all of them without */
  async function takeBack(id) {
    await withdraw(orderId, id).catch((error) => {
      // A link that is gone already counts as withdrawn.
      if (!id || Refusal.of(error).status !== 404) throw error;
    });
    dispatch(id ? { type: "withdrawn", id } : { type: "withdrawnAll" });
  }

  async function copy() {
    try {
      await navigator.clipboard.writeText(field.value);
      dispatch({ type: "copied" });
    } catch {
      // Copying is not allowed, or this is plain HTTP: the address is selected, so that one key copies it.
      field.focus();
      field.select();
      dispatch({ type: "selected" });
    }
  }

  async function open() {
    // When the dialog closes, the browser gives the focus back to the button that opened it.
    dialog.showModal();
    state = CLOSED;
    role = (await viewer()).role;
    await attempt(list);
  }

  byId("share").addEventListener("click", open);
  byId("share-close").addEventListener("click", () => dialog.close());
  byId("share-create").addEventListener("click", () => attempt(make));
  byId("share-copy").addEventListener("click", copy);
  byId("share-revoke-all").addEventListener("click", () => attempt(() => takeBack()));
}
