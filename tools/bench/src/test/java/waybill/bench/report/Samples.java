package waybill.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import waybill.bench.report.Report.Axis;
import waybill.bench.report.Report.Chart;
import waybill.bench.report.Report.Fact;
import waybill.bench.report.Report.Measured;
import waybill.bench.report.Report.Point;
import waybill.bench.report.Report.Series;
import waybill.bench.report.Report.Table;
import waybill.bench.report.Report.Text;
import waybill.bench.report.Report.Verdict;

/** Reports for tests. */
final class Samples {
  /**
   * Markup, an entity, both quotes, a control character, half a pair, and letters beyond 16 bits.
   */
  static final String HOSTILE = "</script><b a='1' b=\"2\">&amp; \u0000\u001b \ud800 ]]> 📦";

  private Samples() {}

  static Report report() {
    return new Report(
        "delivery",
        "An event reaches 10,000 pages within 3 ms of being due, 99 times of 100.",
        List.of(
            new Fact("Machine", "2 cores, 24 GiB, loopback; server and load share them"),
            new Fact("JDK", "Temurin 25.0.3"),
            new Fact("Commit", "eac7897"),
            new Fact(
                "Command", "./tools/bench/run delivery --streams 10000 --rates 5000,20000,40000")),
        List.of(latencies()),
        List.of(delays(), heap()),
        List.of(
            new Verdict("Delivery at 20,000 events/s, p99", "≤ 3 ms", "2.1 ms", true),
            new Verdict("Delivery at 40,000 events/s, p99", "≤ 5 ms", "7.4 ms", false)));
  }

  static Table latencies() {
    return new Table(
        "Latency from due to arrived",
        List.of("server", "events/s", "p50, ms", "p99, ms", "CPU per event, µs", "remark"),
        List.of(
            List.of(
                new Text("Waybill"),
                new Measured(20_000, 0),
                new Measured(0.35, 2),
                new Measured(2.1, 2),
                new Measured(24.5, 1),
                new Text("")),
            List.of(
                new Text("Waybill"),
                new Measured(40_000, 0),
                new Measured(0.41, 2),
                new Measured(1007.449, 2),
                new Measured(Double.NaN, 1),
                new Text("the load was late as well"))));
  }

  static Chart delays() {
    var x = new Axis("events per second", true);
    var y = new Axis("delay, ms", true);
    return new Chart(
        "Delay by rate",
        x,
        y,
        List.of(
            new Series("p50", line(9, i -> 500 * Math.pow(2, i), v -> 0.3 + v / 200_000)),
            new Series("p99", line(9, i -> 500 * Math.pow(2, i), v -> 1.2 + v / 30_000)),
            new Series("p99.9", line(9, i -> 500 * Math.pow(2, i), v -> 3 + v * v / 1e8)),
            new Series("longest", line(9, i -> 500 * Math.pow(2, i), v -> 9 + v * v / 2e7)),
            new Series("allowed", line(9, i -> 500 * Math.pow(2, i), _ -> 5))));
  }

  /** Thirty minutes, ten times a second: a saw-tooth, and a slow rise. */
  static Chart heap() {
    return new Chart(
        "Memory while 18,000 silent streams are open, and 500 changes a second go on",
        new Axis("time since start, s", false),
        new Axis("memory, MiB", false),
        List.of(
            new Series(
                "heap in use", line(18_000, i -> i / 10, t -> 120 + t * 7 % 180 + Math.sin(t * 3))),
            new Series(
                "resident set of the process", line(1800, i -> i, t -> 430 - 90_000 / (t + 900)))));
  }

  static List<Point> line(int points, DoubleUnaryOperator x, DoubleUnaryOperator y) {
    var line = new ArrayList<Point>();
    for (int i = 0; i < points; i++) {
      double at = x.applyAsDouble(i);
      line.add(new Point(at, y.applyAsDouble(at)));
    }
    return line;
  }

  /** On linear axes. */
  static Chart chart(Series... series) {
    return new Chart("Title", new Axis("x", false), new Axis("y", false), List.of(series));
  }

  static Report hostile() {
    var series = new Series(HOSTILE, List.of(new Point(1, 1), new Point(2, 2)));
    var axis = new Axis(HOSTILE, false);
    return new Report(
        HOSTILE,
        HOSTILE,
        List.of(new Fact(HOSTILE, HOSTILE)),
        List.of(new Table(HOSTILE, List.of(HOSTILE), List.of(List.of(new Text(HOSTILE))))),
        List.of(new Chart(HOSTILE, axis, axis, List.of(series))),
        List.of(new Verdict(HOSTILE, HOSTILE, HOSTILE, true)));
  }
}
