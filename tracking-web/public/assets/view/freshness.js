/**
 * Two names in turn for the same animation: it starts again with every change, and drawing the same state
 * twice does not start it.
 *
 * @param {number | undefined} version of the change seen happening last
 */
export function freshness(version) {
  return version === undefined ? null : version % 2 ? "odd" : "even";
}
