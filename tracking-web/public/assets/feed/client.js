/**
 * The name of this tab, by which the service recognises it on its next page and drops the connection of the page
 * before. It is in the tab's storage only between two pages: a copy of the tab must not get the same name, or the
 * two would end each other's streams.
 */

const KEY = "waybill client";

/**
 * @param {{ storage: Storage | undefined, page: Pick<EventTarget, "addEventListener"> }} tab without storage (a
 *   browser may forbid it) each page has a name of its own
 */
export function clientName({ storage, page }) {
  if (!storage) return randomName();
  const name = storage.getItem(KEY) ?? randomName();
  const forget = () => storage.removeItem(KEY);
  forget();
  page.addEventListener("pagehide", () => storage.setItem(KEY, name));
  page.addEventListener("pageshow", forget);
  return name;
}

/**
 * The storage of this tab, where the browser allows any.
 *
 * @param {{ sessionStorage: Storage }} page
 */
export function tabStorage(page) {
  try {
    return page.sessionStorage;
  } catch {
    return undefined;
  }
}

function randomName() {
  return Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => byte.toString(36)).join("");
}
