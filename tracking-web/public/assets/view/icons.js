/**
 * The icons, drawn for these pages on a field of 24 by 24. They are paths in a module instead of a sheet of symbols:
 * a browser may request the sheet again whenever an icon changes, and fails when it is offline.
 */

const SVG = "http://www.w3.org/2000/svg";

/** @typedef {keyof typeof PATHS} Icon */

const PATHS = {
  box: "M4 8.5 12 4l8 4.5v7L12 20l-8-4.5zM4 8.5l8 4.5 8-4.5M12 13v7M8 6.25l8 4.5",
  truck:
    "M5.6 17.5H3v-11h10.5v11H9.4M13.5 10h4l3.5 3.5v4h-2.3M13.5 17.5h1.5" +
    "M9.4 17.5a1.9 1.9 0 1 1-3.8 0 1.9 1.9 0 0 1 3.8 0zM18.7 17.5a1.9 1.9 0 1 1-3.8 0 1.9 1.9 0 0 1 3.8 0z",
  check: "m5 12.8 4.6 4.6L19.2 7.2",
  pin: "M12 21c-4-4.6-6-7.9-6-10.8a6 6 0 0 1 12 0c0 2.9-2 6.2-6 10.8zM14.2 10.2a2.2 2.2 0 1 1-4.4 0 2.2 2.2 0 0 1 4.4 0z",
  pause: "M9 6v12M15 6v12",
  alert: "M12 4 2.8 19.5h18.4zM12 10v4.5M12 16.9v.2",
  cross: "m6.5 6.5 11 11M17.5 6.5l-11 11",
  back: "M8.5 5 4 9.5 8.5 14M4 9.5h10a5 5 0 0 1 0 10H9",
  clock: "M20 12a8 8 0 1 1-16 0 8 8 0 0 1 16 0zM12 7.5V12l3 2.5",
  dot: "M16 12a4 4 0 1 1-8 0 4 4 0 0 1 8 0z",
  turn: "M19 12a7 7 0 1 1-2.5-5.4M17 2.5v4.3h-4.3",
  share: "M12 14.5V3.5M8 7.2l4-3.9 4 3.9M7 11H4.5v9h15v-9H17",
  go: "m9 5.5 6.5 6.5L9 18.5",
};

/**
 * A picture that only repeats the word beside it.
 *
 * @param {Icon} name
 */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  setIcon(svg, name);
  return svg;
}

/**
 * @param {Element} svg
 * @param {Icon} name
 */
export function setIcon(svg, name) {
  if (svg.getAttribute("data-icon") === name && svg.firstChild) return;
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("data-icon", name);
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", PATHS[name]);
  svg.replaceChildren(path);
}

/** Draws the icons that the page's HTML names. */
export function drawIcons() {
  for (const svg of document.querySelectorAll("svg[data-icon]")) {
    setIcon(svg, /** @type {Icon} */ (svg.getAttribute("data-icon")));
  }
}
