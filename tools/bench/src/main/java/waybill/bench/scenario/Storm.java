package waybill.bench.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.HdrHistogram.Histogram;
import waybill.bench.Options;
import waybill.bench.Rig;
import waybill.bench.report.Report;
import waybill.bench.report.Report.Axis;
import waybill.bench.report.Report.Chart;

/** The service is killed and started again, and all pages come back while changes go on. */
final class Storm implements Scenario {
  private static final long LIMIT = Load.seconds(120);

  private static final String HERD =
      "The way back of an impatient herd: a page tries again after 0.5 to 1 s, where a browser waits"
          + " the 2 to 8 s it was told, so the target is about the service's work and not its advice";

  @Override
  public String claim() {
    return "After kill -9 ten thousand pages are back within five seconds, and none missed a change.";
  }

  /** Seconds since the kill, and nanoseconds from each page's own connection to being caught up. */
  private record Back(double accepted, double half, double all, Histogram each) {}

  @Override
  public Report run(Options options) {
    int count = options.pages().orElse(10_000);
    int seconds = options.seconds().orElse(10);
    try (var rig = new Rig(options, Map.of(), count)) {
      rig.openPages(count);
      var anybody = Load.anybody(count);
      Load.warmUp(rig, anybody);
      int rate = Load.rate(options, 500);
      rig.changes().atRate(rate, anybody);
      var steps = new ArrayList<Step>();
      steps.add(Step.watch(rig, "before", 1, seconds));

      var caughtUp = new Curve("pages", rig.loop(), 0.02, () -> rig.pages().tally().open());
      var connects = new Curve("connects", rig.loop(), 0.02, () -> rig.pages().tally().connects());
      var back = killAndWait(rig, count);
      connects.stop();
      steps.add(Step.watch(rig, "from the kill on", 0, seconds));
      caughtUp.stop();
      steps.add(Step.watch(rig, "later", 0, seconds));
      Load.rest(rig);
      return report(rig, options, steps, back, caughtUp, connects);
    }
  }

  private static Back killAndWait(Rig rig, int count) {
    rig.say("kill -9, and a new start");
    var tally = rig.pages().tally();
    long opened = tally.opened();
    tally.takeCatchingUp();
    long start = System.nanoTime();
    rig.server().kill();
    rig.server().restart();
    // the kill was waited for, and no page has connected since: the loop stood still
    long connects = tally.connects();
    double accepted = await(rig, start, () -> tally.connects() > connects);
    double half = await(rig, start, () -> tally.opened() - opened > count / 2);
    double all = await(rig, start, () -> tally.opened() - opened >= count && tally.open() == count);
    return new Back(accepted, half, all, tally.takeCatchingUp());
  }

  private static double await(Rig rig, long start, BooleanSupplier reached) {
    return rig.loop().runUntil(reached, LIMIT)
        ? (System.nanoTime() - start) / 1e9
        : Double.POSITIVE_INFINITY;
  }

  private Report report(
      Rig rig, Options options, List<Step> steps, Back back, Curve caughtUp, Curve connects) {
    var verdicts = new ArrayList<>(Checks.histories(rig));
    verdicts.add(
        Checks.atMost(
            "from the first accepted connection to the last page that is caught up",
            5,
            back.all() - back.accepted(),
            "s"));
    verdicts.add(Checks.none("changes refused", rig.journal().refusals()));
    var journal = rig.journal();
    var figures =
        new Figures()
            .measured("first connection accepted, seconds after the kill", back.accepted(), 2)
            .measured("half of the pages caught up, seconds after the kill", back.half(), 2)
            .measured("all pages caught up, seconds after the kill", back.all(), 2)
            .measured(
                "a page from its connection to caught up, ms, p50", Step.millis(back.each(), 50), 1)
            .measured("p99", Step.millis(back.each(), 99), 1)
            .measured("max", Step.millis(back.each(), 100), 1)
            .measured("connections accepted in the busiest second", connects.mostInASecond(), 0)
            .count("streams refused meanwhile", rig.pages().tally().refused())
            .count("changes that were due", journal.size())
            .count("changes acknowledged", journal.acknowledgements())
            .count("changes without an answer: nobody knows", journal.doubts());
    return new Report(
        options.scenario(),
        claim(),
        rig.facts(),
        List.of(
            figures.table(HERD),
            Step.table("Latency counts from when a change was due, the outage included", steps)),
        List.of(
            new Chart(
                "Pages that are caught up",
                Axis.linear("seconds since the kill"),
                Axis.linear("pages"),
                List.of(caughtUp.series()))),
        verdicts);
  }
}
