/**
 * Two names in turn for one animation: each change starts it again, and drawing the same state twice does not.
 *
 * @param {number | undefined} version of the change seen happening last
 */
export function freshness(version) {
  return version === undefined ? null : version % 2 ? "odd" : "even";
}
