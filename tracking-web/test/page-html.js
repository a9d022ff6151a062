/** A page with its partials in place, as the service renders it (PageHtml.java), but for the preload links. */

import { readFileSync } from "node:fs";
import { join } from "node:path";

export const root = join(import.meta.dirname, "../public");

/** @param {string} path below `public` */
export function read(path) {
  return readFileSync(join(root, path), "utf8");
}

/** @param {string} name */
export function pageHtml(name) {
  return read(name).replaceAll(/^ *<!-- include ([\w-]+\.html) -->\n/gm, (_, partial) =>
    read(`partials/${partial}`),
  );
}
