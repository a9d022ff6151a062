package waybill.bench.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.HdrHistogram.Histogram;
import waybill.bench.Options;
import waybill.bench.TestBed;
import waybill.bench.report.Report;
import waybill.bench.report.Report.Axis;
import waybill.bench.report.Report.Chart;

/** The service is killed and started again, and all pages reconnect while changes go on. */
final class Storm implements Scenario {
  private static final long LIMIT = Workload.seconds(120);

  private static final String HERD =
      "The way back of an impatient herd: a page tries again after 0.5 to 1 s, where a browser waits"
          + " the 2 to 8 s it was told, so the target is about the service's work and not its advice";

  @Override
  public String claim() {
    return "After kill -9 ten thousand pages are back within five seconds, and none missed a change.";
  }

  /** Seconds since the kill, and nanoseconds from each page's own connection to caught up. */
  private record Back(double accepted, double half, double all, Histogram each) {}

  @Override
  public Report run(Options options) {
    int count = options.pages().orElse(10_000);
    int seconds = options.seconds().orElse(10);
    try (var bed = new TestBed(options, Map.of(), count)) {
      bed.openPages(count);
      var customer = Workload.randomCustomer(count);
      Workload.warmUp(bed, customer);
      int rate = Workload.rate(options, 500);
      bed.changes().atRate(rate, customer);
      var steps = new ArrayList<LoadStep>();
      steps.add(LoadStep.watch(bed, "before", 1, seconds));

      var caughtUp =
          new TimeSeries("pages", bed.loop(), 0.02, () -> bed.pages().statistics().open());
      var connects =
          new TimeSeries("connects", bed.loop(), 0.02, () -> bed.pages().statistics().connects());
      var back = killAndWait(bed, count);
      connects.stop();
      steps.add(LoadStep.watch(bed, "from the kill on", 0, seconds));
      caughtUp.stop();
      steps.add(LoadStep.watch(bed, "later", 0, seconds));
      Workload.settle(bed);
      return report(bed, steps, back, caughtUp, connects);
    }
  }

  private static Back killAndWait(TestBed bed, int count) {
    bed.say("kill -9, and a new start");
    var statistics = bed.pages().statistics();
    long opened = statistics.opened();
    statistics.takeCatchingUp();
    long start = System.nanoTime();
    bed.server().kill();
    bed.server().restart();
    // No page has connected since the kill: the event loop did not run.
    long connects = statistics.connects();
    double accepted = await(bed, start, () -> statistics.connects() > connects);
    double half = await(bed, start, () -> statistics.opened() - opened > count / 2);
    double all =
        await(
            bed, start, () -> statistics.opened() - opened >= count && statistics.open() == count);
    return new Back(accepted, half, all, statistics.takeCatchingUp());
  }

  private static double await(TestBed bed, long start, BooleanSupplier reached) {
    return bed.loop().runUntil(reached, LIMIT)
        ? (System.nanoTime() - start) / 1e9
        : Double.POSITIVE_INFINITY;
  }

  private Report report(
      TestBed bed, List<LoadStep> steps, Back back, TimeSeries caughtUp, TimeSeries connects) {
    var verdicts = new ArrayList<>(Checks.histories(bed));
    verdicts.add(
        Checks.atMost(
            "from the first accepted connection to the last page that is caught up",
            5,
            back.all() - back.accepted(),
            "s"));
    verdicts.add(Checks.none("changes refused", bed.changeLog().refusals()));
    var changeLog = bed.changeLog();
    var figures =
        new FigureTable()
            .measured("first connection accepted, seconds after the kill", back.accepted(), 2)
            .measured("half of the pages caught up, seconds after the kill", back.half(), 2)
            .measured("all pages caught up, seconds after the kill", back.all(), 2)
            .measured(
                "a page from its connection to caught up, ms, p50",
                LoadStep.millis(back.each(), 50),
                1)
            .measured("p99", LoadStep.millis(back.each(), 99), 1)
            .measured("max", LoadStep.millis(back.each(), 100), 1)
            .measured("connections accepted in the busiest second", connects.mostInASecond(), 0)
            .count("streams refused meanwhile", bed.pages().statistics().refused())
            .count("changes that were due", changeLog.size())
            .count("changes acknowledged", changeLog.acknowledgements())
            .count("changes without an answer", changeLog.unanswered());
    return report(
        bed,
        List.of(
            figures.table(HERD),
            LoadStep.table(
                "Latency counts from when a change was due, the outage included", steps)),
        List.of(
            new Chart(
                "Pages that are caught up",
                Axis.linear("seconds since the kill"),
                Axis.linear("pages"),
                List.of(caughtUp.series()))),
        verdicts);
  }
}
