package waybill.bench.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import waybill.bench.Rig;
import waybill.bench.load.Journal.Stretch;
import waybill.bench.report.Report.Cell;
import waybill.bench.report.Report.Measured;
import waybill.bench.report.Report.Point;
import waybill.bench.report.Report.Series;
import waybill.bench.report.Report.Table;
import waybill.bench.report.Report.Text;

/** What was seen while one load lasted. */
record Step(String name, Stretch seen, double seconds, double cpuMicros, long rss) {
  private static final List<String> COLUMNS =
      List.of(
          "load",
          "changes/s",
          "events/s",
          "POST p50 ms",
          "p99 ms",
          "to page p50 ms",
          "p99 ms",
          "p99.9 ms",
          "max ms",
          "CPU µs/change",
          "CPU %",
          "RSS MB");

  /** Lets a load that has begun warm up for a while, then looks at it for longer. */
  static Step watch(Rig rig, String name, int warmUp, int seconds) {
    rig.say(name);
    rig.loop().run(TimeUnit.SECONDS.toNanos(warmUp));
    rig.journal().take();
    var before = rig.usage();
    long start = System.nanoTime();
    rig.loop().run(TimeUnit.SECONDS.toNanos(seconds));
    double took = (System.nanoTime() - start) / 1e9;
    var after = rig.usage();
    return new Step(name, rig.journal().take(), took, after.microsSince(before), after.rss());
  }

  double changesPerSecond() {
    return seen.answered() / seconds;
  }

  double toPage(double percentile) {
    return millis(seen.toPage(), percentile);
  }

  static double millis(Histogram nanos, double percentile) {
    return nanos.getValueAtPercentile(percentile) / 1e6;
  }

  private List<Cell> row() {
    var cells = new ArrayList<Cell>();
    cells.add(new Text(name));
    cells.add(new Measured(changesPerSecond(), 0));
    cells.add(new Measured(seen.delivered() / seconds, 0));
    cells.add(new Measured(millis(seen.toAnswer(), 50), 2));
    cells.add(new Measured(millis(seen.toAnswer(), 99), 2));
    cells.add(new Measured(toPage(50), 2));
    cells.add(new Measured(toPage(99), 2));
    cells.add(new Measured(toPage(99.9), 2));
    cells.add(new Measured(toPage(100), 2));
    cells.add(new Measured(cpuMicros / Math.max(1, seen.answered()), 0));
    cells.add(new Measured(cpuMicros / seconds / 1e4, 0));
    cells.add(new Measured(rss / 1024.0, 0));
    return cells;
  }

  static Table table(String title, List<Step> steps) {
    return new Table(title, COLUMNS, steps.stream().map(Step::row).toList());
  }

  /** The share of events that took at most so long: 10 stands for 90 %, 100 for 99 %, and so on. */
  Series latencies() {
    var points = new ArrayList<Point>();
    for (var value : seen.toPage().percentiles(5)) {
      double beyond = 100 - value.getPercentileLevelIteratedTo();
      if (beyond > 0) {
        points.add(new Point(100 / beyond, value.getValueIteratedTo() / 1e6));
      }
    }
    return new Series(name, points);
  }
}
