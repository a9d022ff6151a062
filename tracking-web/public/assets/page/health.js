/**
 * The operator's page: what the node that this browser is connected to says of itself, once a second. Nothing has to be
 * caught up with, so the browser's own EventSource is enough.
 *
 * @import { Health } from "../../../wire.js"
 */

import { judge } from "../model/health.js";
import { drawHealth } from "../view/health.js";
import { watchSession } from "./session.js";

/** After this the page no longer believes what it heard last, ms. */
const PATIENCE = 3_000;
/** Before a stream that was refused is tried again, ms. */
const PAUSE = 5_000;

/** @type {EventSource | undefined} */
let source;
/** @type {Health | null} */
let health = null;
let heardAt = 0;

const page = watchSession({ renew: async () => open() });

function open() {
  source?.close();
  const opened = new EventSource("/api/health");
  source = opened;
  opened.addEventListener("health", ({ data }) => {
    health = JSON.parse(data);
    heardAt = Date.now();
    draw();
  });
  opened.addEventListener("end", ({ data }) => page.ended(JSON.parse(data).reason));
  opened.onerror = () => {
    if (opened.readyState === EventSource.CLOSED) refused();
  };
}

/** EventSource hides why; whether it is the session, the session's own resource tells. */
async function refused() {
  if (!(await page.refused(401))) setTimeout(open, PAUSE);
}

function draw() {
  drawHealth(judge(health, Date.now() - heardAt > PATIENCE), health, heardAt);
}

setInterval(draw, 1_000);
page.viewer().then(
  ({ role }) => (role === "staff" ? open() : location.replace("/")),
  () => setTimeout(() => location.reload(), PAUSE),
);
draw();
