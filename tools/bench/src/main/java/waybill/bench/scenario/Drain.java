package waybill.bench.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import waybill.bench.Options;
import waybill.bench.TestBed;
import waybill.bench.report.Report;
import waybill.bench.report.Report.Axis;
import waybill.bench.report.Report.Chart;

/** The service gets SIGTERM and is started again, as in an update, while changes go on. */
final class Drain implements Scenario {
  private static final double PERIOD = 3;

  /** Seconds after the end of the period that the exit may take. */
  private static final double GRACE = 2;

  /** Milliseconds between an answer that was under way and the next request. */
  private static final double RESOLUTION = 100;

  @Override
  public String claim() {
    return "An update ends each stream with an event, spread over three seconds, and loses nothing.";
  }

  /** Seconds since SIGTERM, and how the streams ended before the exit. */
  private record Gone(
      double unready, double firstEnd, double exit, long ends, long lost, long truncated) {}

  @Override
  public Report run(Options options) {
    int count = options.pages().orElse(10_000);
    int seconds = options.seconds().orElse(10);
    var settings = Map.of("WAYBILL_STREAM_DRAIN", "PT" + (int) PERIOD + "S");
    try (var bed = new TestBed(options, settings, count)) {
      bed.openPages(count);
      int retries = bed.pages().statistics().retries();
      var customer = Workload.randomCustomer(count);
      Workload.warmUp(bed, customer);
      var steps = new ArrayList<LoadStep>();
      bed.changes().atRate(Workload.rate(options, 200), customer);
      steps.add(LoadStep.watch(bed, "before", 1, seconds));

      var ends = new TimeSeries("ends", bed.loop(), 0.1, () -> bed.pages().statistics().ends());
      var gone = terminate(bed);
      ends.stop();
      bed.say("starting it again");
      long start = System.nanoTime();
      bed.server().restart();
      boolean back = bed.pages().awaitAll(Workload.seconds(60));
      double took = (System.nanoTime() - start) / 1e9;
      steps.add(LoadStep.watch(bed, "from SIGTERM on", 0, seconds));
      Workload.settle(bed);
      var verdicts = verdicts(bed, gone, retries, back);
      return report(bed, steps, gone, took, ends, verdicts);
    }
  }

  private static Gone terminate(TestBed bed) {
    bed.say("SIGTERM");
    var statistics = bed.pages().statistics();
    long ends = statistics.ends();
    long lost = statistics.lost();
    long truncated = statistics.truncated();
    try (var readiness = new ReadinessProbe(bed.server().health())) {
      long start = System.nanoTime();
      bed.server().terminate();
      bed.loop().runUntil(() -> statistics.ends() > ends, Workload.seconds(10));
      double firstEnd = since(start);
      boolean exited = bed.loop().runUntil(() -> !bed.server().isAlive(), Workload.seconds(30));
      double exit = exited ? since(start) : Double.POSITIVE_INFINITY;
      // Data that the service wrote before its exit may still be unread.
      bed.loop().runUntil(() -> statistics.open() == 0, Workload.seconds(5));
      return new Gone(
          readiness.downAfter(start),
          firstEnd,
          exit,
          statistics.ends() - ends,
          statistics.lost() - lost,
          statistics.truncated() - truncated);
    }
  }

  private static double since(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  private static List<Report.Verdict> verdicts(TestBed bed, Gone gone, int retries, boolean back) {
    int count = bed.pages().size();
    var verdicts = new ArrayList<>(Checks.histories(bed));
    verdicts.add(Checks.none("streams that ended without an end event", gone.lost()));
    verdicts.add(Checks.none("streams that ended in the middle of a block", gone.truncated()));
    verdicts.add(Checks.atLeast("streams ended by an end event", count, (double) gone.ends(), ""));
    verdicts.add(
        Checks.atMost(
            "from the first end to the first answer that says not ready",
            RESOLUTION,
            1e3 * (gone.unready() - gone.firstEnd()),
            "ms"));
    verdicts.add(Checks.atMost("from SIGTERM to the exit", PERIOD + GRACE, gone.exit(), "s"));
    // The expected number of different values, of 6,001 possible ones.
    double different = 6001 * -Math.expm1(-count / 6001.0);
    verdicts.add(Checks.atLeast("different values of retry", 0.9 * different, retries, ""));
    verdicts.add(Checks.none("pages that did not come back", back ? 0 : 1));
    return verdicts;
  }

  private Report report(
      TestBed bed,
      List<LoadStep> steps,
      Gone gone,
      double back,
      TimeSeries ends,
      List<Report.Verdict> verdicts) {
    var figures =
        new FigureTable()
            .measured("not ready any more, seconds after SIGTERM", gone.unready(), 3)
            .measured("first end, seconds after SIGTERM", gone.firstEnd(), 3)
            .measured("exit of the service, seconds after SIGTERM", gone.exit(), 2)
            .measured("all pages caught up, seconds after the new start", back, 2)
            .count("streams refused meanwhile", bed.pages().statistics().refused())
            .count("changes acknowledged", bed.changeLog().acknowledgements())
            .count("changes refused", bed.changeLog().refusals())
            .count("changes without an answer", bed.changeLog().unanswered());
    return report(
        bed,
        List.of(
            figures.table(bed.pages().size() + " streams"),
            LoadStep.table(
                "Latency counts from when a change was due, the outage included", steps)),
        List.of(
            new Chart(
                "Streams ended in each tenth of a second",
                Axis.linear("seconds since SIGTERM"),
                Axis.linear("streams"),
                List.of(ends.growth()))),
        verdicts);
  }
}
