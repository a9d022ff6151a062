/**
 * What happened, newest first, day by day.
 *
 * @import { Order, OrderEvent } from "../../../wire.js"
 * @import { State } from "../model/state.js"
 */

import { attribute, byId, each, h, part, show, text } from "../lib/dom.js";
import { clock, inSentence, isElsewhere, moment } from "../lib/times.js";
import { hasEarlier, today } from "../model/state.js";
import { story } from "../model/story.js";
import { byDay } from "../model/timeline.js";
import { HISTORY } from "../model/words.js";
import { freshness } from "./freshness.js";

/**
 * @param {Order} order
 * @param {State} state
 */
export function drawTimeline(order, state) {
  const { history, fresh } = state;
  const now = today(state);
  drawMore(state);
  const last = fresh.get(order.id)?.version;
  show(byId("timeline-zone"), isElsewhere(order.updatedAt, order.destination.timeZone));
  each(
    byId("timeline"),
    byDay(history, now),
    (day) => day.key,
    () => h("li", { class: "day" }, [h("h3", { class: "day-name" }), h("ol", { class: "entries" })]),
    (node, day) => {
      text(part(node, "day-name"), day.name);
      each(
        part(node, "entries"),
        day.events,
        (event) => String(event.version),
        make,
        (entry, event) => fill(entry, event, order, now, last),
      );
    },
  );
}

/** @param {State} state */
function drawMore(state) {
  const more = byId("timeline-more");
  const isLost = !hasEarlier(state) && document.activeElement === more;
  show(more, hasEarlier(state));
  attribute(more, "aria-disabled", state.earlier === "loading" ? "true" : null);
  // The button disappears, so the focus moves to what it has shown.
  if (isLost) byId("timeline-title").focus();
}

function make() {
  return h("li", { class: "entry" }, [
    h("time", { class: "entry-time" }),
    h("div", { class: "entry-body" }, [
      h("p", { class: "entry-title" }, [
        h("bdi", { class: "entry-what" }),
        h("span", { class: "entry-parcel tag" }),
        h("span", { class: "entry-late tag" }),
      ]),
      h("p", { class: "entry-place", dir: "auto" }),
      h("ul", { class: "entry-details" }),
      h("p", { class: "entry-reason", dir: "auto" }),
      h("blockquote", { class: "entry-note", dir: "auto" }),
    ]),
  ]);
}

/**
 * @param {HTMLElement} node
 * @param {OrderEvent} event
 * @param {Order} order
 * @param {number | null} now
 * @param {number | undefined} last version of the change seen happening last
 */
function fill(node, event, order, now, last) {
  const told = story(event, order, now);
  attribute(node, "data-tone", told.tone);
  attribute(node, "data-fresh", freshness(event.version === last ? last : undefined));
  const time = part(node, "entry-time");
  attribute(time, "datetime", event.occurredAt);
  text(time, clock(event.occurredAt));
  optional(part(node, "entry-what"), told.title);
  optional(part(node, "entry-parcel"), told.parcel);
  optional(
    part(node, "entry-late"),
    told.late ? HISTORY.recordedLater(inSentence(moment(event.recordedAt, now))) : null,
  );
  optional(part(node, "entry-place"), told.place);
  optional(part(node, "entry-reason"), told.reason);
  optional(part(node, "entry-note"), told.note);
  const details = part(node, "entry-details");
  show(details, told.details.length > 0);
  each(
    details,
    told.details.map((words, index) => ({ words, key: String(index) })),
    (detail) => detail.key,
    () => h("li", { dir: "auto" }),
    (row, detail) => text(row, detail.words),
  );
}

/**
 * @param {HTMLElement} node
 * @param {string | null} value
 */
function optional(node, value) {
  show(node, !!value);
  text(node, value ?? "");
}
