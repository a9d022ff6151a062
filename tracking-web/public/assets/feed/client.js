/**
 * The name of this tab, by which the service recognises it on its next page and drops the connection of the page
 * before. It is in the tab's storage only between two pages: a copy of the tab must not get the same name, or the
 * two would end each other's streams.
 */

const KEY = "waybill client";

/** @param {{ storage: Storage, page: Pick<EventTarget, "addEventListener"> }} tab */
export function clientName({ storage, page }) {
  const name = storage.getItem(KEY) ?? randomName();
  const forget = () => storage.removeItem(KEY);
  forget();
  page.addEventListener("pagehide", () => storage.setItem(KEY, name));
  page.addEventListener("pageshow", forget);
  return name;
}

function randomName() {
  return Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => byte.toString(36)).join("");
}
