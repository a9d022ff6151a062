/** How long to wait before another try, in ms. `chance` is a random number from 0 up to 1. */

const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 60_000;

/**
 * Jitter, so that pages do not all return at once after an outage. What the service asked for with `Retry-After` is
 * a floor, and the jitter is added to it.
 *
 * @param {number} failures in a row, from 1
 * @param {number} floor
 * @param {number} chance
 */
export function pause(failures, floor, chance) {
  const span = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** Math.min(failures, 10));
  return floor + Math.round(span * (0.1 + 0.9 * chance));
}

/**
 * @param {string | null} header `Retry-After`, seconds or an HTTP date
 * @param {number} now
 * @returns {number} 0 for none
 */
export function retryAfter(header, now) {
  if (!header) return 0;
  const wait = /^\d+$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - now;
  return Number.isFinite(wait) ? Math.max(wait, 0) : 0;
}
