package waybill.bench.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import waybill.bench.report.Report.Cell;
import waybill.bench.report.Report.Measured;
import waybill.bench.report.Report.Series;
import waybill.bench.report.Report.Table;
import waybill.bench.report.Report.Text;
import waybill.bench.report.Report.Verdict;

/** What one server delivered, at each rate, and whether the pages were content with it. */
record Delivered(String server, List<AtRate> steps, List<Verdict> checks) {
  private static final List<String> COLUMNS =
      List.of(
          "server",
          "due/s",
          "events/s",
          "bytes/event",
          "CPU µs/event",
          "CPU %",
          "p50 ms",
          "p99 ms",
          "p99.9 ms",
          "max ms",
          "RSS MB");

  /**
   * One rate.
   *
   * @param bytes for each event, chunks and pings included
   */
  record AtRate(int rate, Step step, double bytes) {
    /** Microseconds of the server's processor for each event. */
    double cpu() {
      return step.cpuMicros() / Math.max(1, step.seen().delivered());
    }

    private List<Cell> row(String server) {
      return List.of(
          new Text(server),
          new Measured(rate, 0),
          new Measured(step.seen().delivered() / step.seconds(), 0),
          new Measured(bytes, 0),
          new Measured(cpu(), 1),
          new Measured(step.cpuMicros() / step.seconds() / 1e4, 0),
          new Measured(step.toPage(50), 2),
          new Measured(step.toPage(99), 2),
          new Measured(step.toPage(99.9), 2),
          new Measured(step.toPage(100), 2),
          new Measured(step.rss() / 1024.0, 0));
    }
  }

  Optional<AtRate> at(int rate) {
    return steps.stream().filter(step -> step.rate() == rate).findFirst();
  }

  /** The checks, with whose they are. */
  List<Verdict> named() {
    return checks.stream()
        .map(v -> new Verdict(server + ": " + v.what(), v.target(), v.measured(), v.met()))
        .toList();
  }

  Stream<Series> latencies() {
    return steps.stream().map(at -> at.step().latencies());
  }

  static Table table(String title, List<Delivered> all) {
    var rows = new ArrayList<List<Cell>>();
    for (var one : all) {
      one.steps.forEach(step -> rows.add(step.row(one.server)));
    }
    return new Table(title, COLUMNS, rows);
  }
}
