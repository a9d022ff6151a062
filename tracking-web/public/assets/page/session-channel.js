/**
 * Tells the other tabs of this browser that the session has changed. They ask the service who is signed in now.
 * A stream would tell them too, but not every page has one.
 */

const NAME = "waybill session";

export function announceSessionChange() {
  if (!("BroadcastChannel" in globalThis)) return;
  const channel = new BroadcastChannel(NAME);
  channel.postMessage("changed");
  channel.close();
}

/** @param {() => void} told */
export function onSessionChange(told) {
  if (!("BroadcastChannel" in globalThis)) return;
  let channel = listen();
  // An open channel would keep the page out of the back/forward cache.
  addEventListener("pagehide", () => channel.close());
  addEventListener("pageshow", ({ persisted }) => {
    if (persisted) channel = listen();
  });

  function listen() {
    const opened = new BroadcastChannel(NAME);
    opened.addEventListener("message", told);
    return opened;
  }
}
