package waybill.bench.report;

import java.util.List;

/**
 * All that one measurement found.
 *
 * @param scenario its name on the command line
 * @param claim what it is to show, in one sentence
 * @param facts where and with what it was measured
 */
public record Report(
    String scenario,
    String claim,
    List<Fact> facts,
    List<Table> tables,
    List<Chart> charts,
    List<Verdict> verdicts) {

  /** Such as machine, JDK, commit, command. */
  public record Fact(String name, String value) {}

  /** Rows have as many cells as there are columns. */
  public record Table(String title, List<String> columns, List<List<Cell>> rows) {}

  /** One entry of a table. */
  public sealed interface Cell {}

  /** Words. */
  public record Text(String text) implements Cell {}

  /**
   * A number, in the unit that its column names.
   *
   * @param decimals how many places after the point are worth showing
   */
  public record Measured(double value, int decimals) implements Cell {}

  /** Lines over a common x axis. */
  public record Chart(String title, Axis x, Axis y, List<Series> series) {}

  /**
   * What is drawn along one side.
   *
   * @param label with its unit
   * @param logarithmic whether a decade takes the same room everywhere; such values are above 0
   */
  public record Axis(String label, boolean logarithmic) {}

  /** One line of a chart, by ascending x. */
  public record Series(String name, List<Point> points) {}

  /** A measured point. */
  public record Point(double x, double y) {}

  /** A target, and whether it was met. */
  public record Verdict(String what, String target, String measured, boolean met) {}

  /** Whether every target was met. */
  public boolean met() {
    return verdicts.stream().allMatch(Verdict::met);
  }
}
