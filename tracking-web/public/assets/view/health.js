/**
 * The operator's page.
 *
 * @import { Health } from "../../../wire.js"
 * @import { Judgement } from "../model/health.js"
 */

import { attribute, byId, each, h, part, text } from "../lib/dom.js";
import { clock } from "../lib/times.js";
import { sorted } from "../model/health.js";
import { HEALTH } from "../model/messages.js";

const MOODS = { unknown: "plain", silent: "bad", down: "bad", degraded: "warn", up: "good" };

/**
 * @param {Judgement} judgement
 * @param {Health | null} health
 * @param {number} heardAt ms since 1970
 */
export function drawHealth(judgement, health, heardAt) {
  attribute(byId("state"), "data-mood", MOODS[judgement]);
  text(byId("state"), HEALTH.states[judgement]);
  if (!health) return;
  text(byId("heard"), HEALTH.heard(health.node, clock(heardAt)));
  each(byId("checks"), sorted(health.checks), (check) => check.name, makeCheck, fillCheck);
  each(byId("figures"), health.figures, (figure) => figure.name, makeFigure, fillFigure);
}

function makeCheck() {
  const name = h("span", { class: "health-name" });
  const state = h("span", { class: "tag health-word" });
  return h("li", { class: "health-check" }, [name, state, h("p", { class: "health-why" })]);
}

/**
 * @param {HTMLElement} node
 * @param {Health["checks"][number]} check
 */
function fillCheck(node, { name, state, reason }) {
  attribute(node, "data-mood", MOODS[state]);
  text(part(node, "health-name"), name);
  text(part(node, "health-word"), state);
  text(part(node, "health-why"), reason ?? "");
}

function makeFigure() {
  return h("div", { class: "health-figure" }, [h("dt"), h("dd")]);
}

/**
 * @param {HTMLElement} node
 * @param {Health["figures"][number]} figure
 */
function fillFigure(node, { name, value }) {
  const [term, number] = node.children;
  if (term) text(term, HEALTH.figures[name] ?? name);
  if (number) text(number, value.toLocaleString("en"));
}
