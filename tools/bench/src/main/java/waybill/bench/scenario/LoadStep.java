package waybill.bench.scenario;

import static waybill.bench.report.Report.Column.number;
import static waybill.bench.report.Report.Column.text;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import waybill.bench.TestBed;
import waybill.bench.load.ChangeLog.Period;
import waybill.bench.report.Report.Axis;
import waybill.bench.report.Report.Chart;
import waybill.bench.report.Report.Point;
import waybill.bench.report.Report.Series;
import waybill.bench.report.Report.Table;

/**
 * The measurements of one load.
 *
 * @param cpuMicros microseconds of processor time of the service
 * @param rss resident memory of the service at the end, in KiB
 */
record LoadStep(String name, Period seen, double seconds, double cpuMicros, long rss) {
  /** Measures a load that has begun, after some seconds that do not count. */
  static LoadStep watch(TestBed bed, String name, int warmUp, int seconds) {
    bed.say(name);
    bed.loop().run(TimeUnit.SECONDS.toNanos(warmUp));
    bed.changeLog().take();
    var before = bed.usage();
    long start = System.nanoTime();
    bed.loop().run(TimeUnit.SECONDS.toNanos(seconds));
    double took = (System.nanoTime() - start) / 1e9;
    var after = bed.usage();
    return new LoadStep(name, bed.changeLog().take(), took, after.microsSince(before), after.rss());
  }

  double changesPerSecond() {
    return seen.answered() / seconds;
  }

  double eventsPerSecond() {
    return seen.delivered() / seconds;
  }

  /** Milliseconds from due to arrived. */
  double toPage(double percentile) {
    return millis(seen.toPage(), percentile);
  }

  static double millis(Histogram nanos, double percentile) {
    return nanos.getValueAtPercentile(percentile) / 1e6;
  }

  double postMillis(double percentile) {
    return millis(seen.toAnswer(), percentile);
  }

  /** The load of one core of the service. */
  double cpuPercent() {
    return cpuMicros / seconds / 1e4;
  }

  double rssMegabytes() {
    return rss / 1024.0;
  }

  static Table table(String title, List<LoadStep> steps) {
    return Table.of(
        title,
        steps,
        List.of(
            text("load", LoadStep::name),
            number("changes/s", 0, LoadStep::changesPerSecond),
            number("events/s", 0, LoadStep::eventsPerSecond),
            number("POST p50 ms", 2, step -> step.postMillis(50)),
            number("p99 ms", 2, step -> step.postMillis(99)),
            number("to page p50 ms", 2, step -> step.toPage(50)),
            number("p99 ms", 2, step -> step.toPage(99)),
            number("p99.9 ms", 2, step -> step.toPage(99.9)),
            number("max ms", 2, step -> step.toPage(100)),
            number("CPU µs/change", 0, step -> step.cpuMicros / Math.max(1, step.seen.answered())),
            number("CPU %", 0, LoadStep::cpuPercent),
            number("RSS MB", 0, LoadStep::rssMegabytes)));
  }

  static Chart latencies(String title, List<LoadStep> steps) {
    return new Chart(
        title,
        Axis.logarithmic("1 in so many takes longer"),
        Axis.logarithmic("milliseconds"),
        steps.stream().map(LoadStep::latencies).toList());
  }

  /** The latency that one of so many events exceeds: 10 stands for 90 %, 100 for 99 %. */
  private Series latencies() {
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
