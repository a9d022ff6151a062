/**
 * Times in words. Stored in UTC; shown in the viewer's zone (`zone` undefined), delivery windows in the
 * destination's. The pages are English, so the words are, whatever the browser's language.
 *
 * @import { Eta } from "../../../wire.js"
 */

/** @typedef {{ weekday: string, day: string, month: string, year: string, hour: string, minute: string }} Parts */

/** @type {Intl.DateTimeFormatOptions} */
const FIELDS = {
  weekday: "short",
  day: "numeric",
  month: "short",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
};

/** By their first three letters: browsers disagree on "Sep" and "Sept". */
const MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";

/** @type {Map<string, Intl.DateTimeFormat>} making one takes longer than drawing a page */
const formats = new Map();
/** @type {Set<string>} zones that this browser does not know, because it is older than they are */
const unknownZones = new Set();

/** @param {string | undefined} zone */
function format(zone) {
  const key = zone ?? "";
  const format = formats.get(key) ?? newFormat(zone);
  formats.set(key, format);
  return format;
}

/**
 * @param {string | undefined} zone a name this browser does not know must not break the page: UTC then
 * @returns {Intl.DateTimeFormat}
 */
function newFormat(zone) {
  try {
    return new Intl.DateTimeFormat("en-GB", { ...FIELDS, ...(zone ? { timeZone: zone } : {}) });
  } catch {
    if (zone) unknownZones.add(zone);
    return newFormat("UTC");
  }
}

/**
 * @param {string} zone
 * @returns {boolean} false: its times are told in UTC
 */
export function isKnownZone(zone) {
  format(zone);
  return !unknownZones.has(zone);
}

/**
 * @param {number} at
 * @param {string | undefined} zone
 */
function parts(at, zone) {
  const found = format(zone).formatToParts(at);
  return /** @type {Parts} */ (Object.fromEntries(found.map((part) => [part.type, part.value])));
}

/**
 * @param {string | number} time
 * @param {string} [zone]
 * @returns {string} as in "14:02"; empty for what is no time
 */
export function clock(time, zone) {
  const at = new Date(time).getTime();
  if (Number.isNaN(at)) return "";
  const { hour, minute } = parts(at, zone);
  return `${hour}:${minute}`;
}

/**
 * @param {string | number} time
 * @param {number | null} now null for paper, on which no day is today and the year is always told
 * @param {string} [zone]
 * @returns {string} as in "Today", "Tomorrow", "Tue 24 Nov", "Tue 24 Nov 2025" in another year
 */
export function day(time, now, zone) {
  const at = new Date(time).getTime();
  if (Number.isNaN(at)) return "";
  return (now !== null && nameOf(at, now, zone)) || dayOfYear(time, now, zone);
}

/**
 * @param {number} at
 * @param {number} now
 * @param {string | undefined} zone
 */
function nameOf(at, now, zone) {
  const gap = dayNumber(parts(at, zone)) - dayNumber(parts(now, zone));
  return { "-1": "Yesterday", 0: "Today", 1: "Tomorrow" }[gap];
}

/**
 * @param {string | number} time
 * @param {number | null} now
 * @param {string} [zone]
 */
function dayOfYear(time, now, zone) {
  const at = new Date(time).getTime();
  if (Number.isNaN(at)) return "";
  const { weekday, day, month, year } = parts(at, zone);
  const isThisYear = now !== null && year === parts(now, zone).year;
  return `${weekday} ${day} ${month}${isThisYear ? "" : ` ${year}`}`;
}

/**
 * @param {string | number} time
 * @param {string} [zone]
 * @returns {string} the calendar day as a key: the same for two times of one day; empty for what is no time
 */
export function date(time, zone) {
  const at = new Date(time).getTime();
  return Number.isNaN(at) ? "" : String(dayNumber(parts(at, zone)));
}

/**
 * The calendar day as a number that rises by one from day to day, also across a change of the clock.
 *
 * @param {Parts} at
 */
function dayNumber(at) {
  const month = MONTHS.indexOf(at.month.slice(0, 3)) / 3;
  return Date.UTC(Number(at.year), month, Number(at.day)) / 86_400_000;
}

/**
 * @param {string | number} time
 * @param {number | null} now
 * @param {string} [zone]
 * @returns {string} as in "Today, 14:02"
 */
export function moment(time, now, zone) {
  const date = day(time, now, zone);
  return date && `${date}, ${clock(time, zone)}`;
}

/**
 * @param {string} words from `moment`, `day` or `range`
 * @returns {string} as it stands inside a sentence: "today, 14:02"
 */
export function inSentence(words) {
  return words.replace(/^(Today|Tomorrow|Yesterday)/, (word) => word.toLowerCase());
}

/**
 * @param {Eta} eta
 * @param {string} zone of the destination
 * @param {number | null} now
 * @param {string} [own] the reader's zone
 * @returns {string} as in "Tue 24 Nov, 10:00–13:00", for a moment "Tue 24 Nov, 13:00", or over several days "Tue 24 Nov, 10:00 – Wed 25 Nov, 13:00"
 */
export function range(eta, zone, now, own) {
  // A day has a name only where the reader's clock gives it the same one: their today may be tomorrow there.
  const isShared = [eta.from, eta.until].every((time) => day(time, now, zone) === day(time, now, own));
  const [from, until] = [eta.from, eta.until].map((time) => (isShared ? day : dayOfYear)(time, now, zone));
  if (!from || !until) return "";
  if (eta.from === eta.until) return `${until}, ${clock(eta.until, zone)}`;
  if (from === until) return `${from}, ${clock(eta.from, zone)}–${clock(eta.until, zone)}`;
  return `${from}, ${clock(eta.from, zone)} – ${inSentence(until)}, ${clock(eta.until, zone)}`;
}

/**
 * Whether the viewer's clock or calendar shows another time at that moment, so that the window must name its place.
 *
 * @param {string} time
 * @param {string} zone
 * @param {string} [own]
 */
export function isElsewhere(time, zone, own) {
  return clock(time, zone) !== clock(time, own) || date(time, zone) !== date(time, own);
}
