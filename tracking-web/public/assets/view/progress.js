/**
 * The five steps and their branch. On a card they are small, and their words are for screen readers only.
 *
 * @import { Order } from "../../../wire.js"
 * @import { Step } from "../model/steps.js"
 * @import { Icon } from "./icons.js"
 */

import { attribute, each, h, part, text } from "../lib/dom.js";
import { steps } from "../model/steps.js";
import { STEP_STATES } from "../model/words.js";
import { icon, setIcon } from "./icons.js";

/** @type {Partial<Record<string, Icon>>} */
const BRANCH_ICONS = { problem: "alert", hold: "pause", cancelled: "cross", returned: "back" };

/**
 * @param {HTMLElement} list an `ol`
 * @param {Order} order
 */
export function drawProgress(list, order) {
  each(list, steps(order), (step) => step.name, make, fill);
}

function make() {
  return h("li", { class: "step" }, [
    h("span", { class: "step-dot" }, [icon("check")]),
    h("span", { class: "step-label" }, [
      h("span", { class: "step-name" }),
      h("span", { class: "step-state unseen" }),
    ]),
  ]);
}

/**
 * @param {HTMLElement} node
 * @param {Step} step
 */
function fill(node, step) {
  attribute(node, "data-state", step.state);
  attribute(node, "data-step", step.name);
  attribute(node, "aria-current", step.state === "now" || step.state === "branch" ? "step" : null);
  text(part(node, "step-name"), step.label);
  text(part(node, "step-state"), `, ${STEP_STATES[step.state]}`);
  setIcon(part(node, "icon"), BRANCH_ICONS[step.name] ?? "check");
}
