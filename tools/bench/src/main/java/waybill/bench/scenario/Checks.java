package waybill.bench.scenario;

import java.util.ArrayList;
import java.util.List;
import waybill.bench.TestBed;
import waybill.bench.report.Report.Point;
import waybill.bench.report.Report.Verdict;

/** What every measurement must show; otherwise its figures do not count. */
final class Checks {
  private Checks() {}

  /** The sequences of all pages, and the arrivals of all changes. */
  static List<Verdict> histories(TestBed bed) {
    var changeLog = bed.changeLog();
    var statistics = bed.pages().statistics();
    var verdicts = new ArrayList<Verdict>();
    verdicts.add(none("gaps in any stream", statistics.gaps()));
    verdicts.add(
        none("duplicates in any stream", statistics.duplicates() + changeLog.arrivedTwice()));
    verdicts.add(none("acknowledged changes that did not arrive", changeLog.missing()));
    verdicts.add(none("changes on another customer's stream", changeLog.misdelivered()));
    verdicts.add(none("streams that could not be resumed", statistics.resets()));
    return verdicts;
  }

  /** The same, and no request or stream failed. */
  static List<Verdict> withoutFailures(TestBed bed) {
    var verdicts = new ArrayList<>(histories(bed));
    verdicts.add(
        none(
            "changes refused or without an answer",
            bed.changeLog().refusals() + bed.changeLog().unanswered()));
    verdicts.add(
        none(
            "streams lost or refused",
            bed.pages().statistics().lost() + bed.pages().statistics().refused()));
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
   * Whether a value has not grown: its mean in the last third is compared with the mean in the
   * middle third; the first third is for warming up. The check fails if one of them has no values,
   * or is not above 0.
   *
   * @param seconds how long the value was observed
   * @param tolerance how much it may grow; absolute, so that a leak in a large number shows
   */
  static Verdict flat(String what, List<Point> points, double seconds, double tolerance) {
    double middle = TimeSeries.mean(points, seconds / 3, seconds * 2 / 3);
    double last = TimeSeries.mean(points, seconds * 2 / 3, seconds);
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
