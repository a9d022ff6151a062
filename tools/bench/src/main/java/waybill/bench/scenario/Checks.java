package waybill.bench.scenario;

import java.util.ArrayList;
import java.util.List;
import waybill.bench.Rig;
import waybill.bench.report.Report.Point;
import waybill.bench.report.Report.Verdict;

/** What must be so in every measurement: without it no figure counts. */
final class Checks {
  private Checks() {}

  /** The histories of all pages, and what became of all changes. */
  static List<Verdict> histories(Rig rig) {
    var journal = rig.journal();
    var tally = rig.pages().tally();
    var verdicts = new ArrayList<Verdict>();
    verdicts.add(none("gaps in any stream", tally.gaps()));
    verdicts.add(none("duplicates in any stream", tally.duplicates() + journal.arrivedTwice()));
    verdicts.add(none("acknowledged changes that did not arrive", journal.missing()));
    verdicts.add(none("changes on another customer's stream", journal.strangers()));
    verdicts.add(none("streams that could not be resumed", tally.resets()));
    return verdicts;
  }

  /** And nothing went wrong at all. */
  static List<Verdict> calm(Rig rig) {
    var verdicts = new ArrayList<>(histories(rig));
    verdicts.add(
        none(
            "changes refused or without an answer",
            rig.journal().refusals() + rig.journal().doubts()));
    verdicts.add(
        none(
            "streams lost or refused", rig.pages().tally().lost() + rig.pages().tally().refused()));
    return verdicts;
  }

  static Verdict none(String what, long count) {
    return new Verdict(what, "0", Long.toString(count), count == 0);
  }

  static Verdict atMost(String what, double limit, double measured, String unit) {
    return new Verdict(
        what,
        "≤ %,.1f %s".formatted(limit, unit),
        "%,.1f %s".formatted(measured, unit),
        measured <= limit);
  }

  /**
   * Whether something has not grown: its mean in the last third against that in the middle one, for
   * the first is for warming up. What was not seen in both, or was nothing, is no proof.
   *
   * @param seconds how long it was looked at
   * @param tolerance how much more there may be; small, as a leak of one in a thousand is a leak
   */
  static Verdict flat(String what, List<Point> points, double seconds, double tolerance) {
    double middle = Curve.mean(points, seconds / 3, seconds * 2 / 3);
    double last = Curve.mean(points, seconds * 2 / 3, seconds);
    return new Verdict(
        what + ", mean of the last third",
        "≤ %,.1f + %,.0f".formatted(middle, tolerance),
        "%,.1f".formatted(last),
        middle > 0 && last > 0 && last <= middle + tolerance);
  }

  static Verdict atLeast(String what, double limit, double measured, String unit) {
    return new Verdict(
        what,
        "≥ %,.0f %s".formatted(limit, unit),
        "%,.0f %s".formatted(measured, unit),
        measured >= limit);
  }
}
