package waybill.bench.scenario;

import static waybill.bench.report.Report.Column.number;
import static waybill.bench.report.Report.Column.text;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import waybill.bench.Rig;
import waybill.bench.load.Journal.Stretch;
import waybill.bench.report.Report.Point;
import waybill.bench.report.Report.Series;
import waybill.bench.report.Report.Table;

/**
 * The measurements of one load.
 *
 * @param cpuMicros microseconds of processor time of the service
 * @param rss resident memory of the service at the end, in KiB
 */
record Step(String name, Stretch seen, double seconds, double cpuMicros, long rss) {
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

  static Table table(String title, List<Step> steps) {
    return Table.of(
        title,
        steps,
        List.of(
            text("load", Step::name),
            number("changes/s", 0, Step::changesPerSecond),
            number("events/s", 0, Step::eventsPerSecond),
            number("POST p50 ms", 2, step -> step.postMillis(50)),
            number("p99 ms", 2, step -> step.postMillis(99)),
            number("to page p50 ms", 2, step -> step.toPage(50)),
            number("p99 ms", 2, step -> step.toPage(99)),
            number("p99.9 ms", 2, step -> step.toPage(99.9)),
            number("max ms", 2, step -> step.toPage(100)),
            number("CPU µs/change", 0, step -> step.cpuMicros / Math.max(1, step.seen.answered())),
            number("CPU %", 0, Step::cpuPercent),
            number("RSS MB", 0, Step::rssMegabytes)));
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
