package waybill.bench.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import waybill.bench.Options;
import waybill.bench.Rig;
import waybill.bench.report.Report;
import waybill.bench.report.Report.Axis;
import waybill.bench.report.Report.Chart;

/** The service is asked to end and started again, as in an update, while changes go on. */
final class Drain implements Scenario {
  private static final double PERIOD = 3;

  /** How much later than the end of the period may be called in time. */
  private static final double GRACE = 2;

  /** Milliseconds: an answer that was under way, and the next question. */
  private static final double RESOLUTION = 100;

  @Override
  public String claim() {
    return "An update ends each stream with a word, spread over three seconds, and loses nothing.";
  }

  /** Seconds since SIGTERM, and what became of the streams until the service was gone. */
  private record Gone(
      double unready, double firstEnd, double exit, long ends, long lost, long torn) {}

  @Override
  public Report run(Options options) {
    int count = options.pages().orElse(10_000);
    int seconds = options.seconds().orElse(10);
    var settings = Map.of("WAYBILL_STREAM_DRAIN", "PT" + (int) PERIOD + "S");
    try (var rig = new Rig(options, settings, count)) {
      rig.openPages(count);
      int retries = rig.pages().tally().retries();
      var anybody = Load.anybody(count);
      Load.warmUp(rig, anybody);
      var steps = new ArrayList<Step>();
      rig.changes().atRate(Load.rate(options, 200), anybody);
      steps.add(Step.watch(rig, "before", 1, seconds));

      var ends = new Curve("ends", rig.loop(), 0.1, () -> rig.pages().tally().ends());
      var gone = terminate(rig);
      ends.stop();
      rig.say("starting it again");
      long start = System.nanoTime();
      rig.server().restart();
      boolean back = rig.pages().awaitAll(Load.seconds(60));
      double took = (System.nanoTime() - start) / 1e9;
      steps.add(Step.watch(rig, "from SIGTERM on", 0, seconds));
      Load.rest(rig);
      var verdicts = verdicts(rig, gone, retries, back);
      return report(rig, options, steps, gone, took, ends, verdicts);
    }
  }

  private static Gone terminate(Rig rig) {
    rig.say("SIGTERM");
    var tally = rig.pages().tally();
    long ends = tally.ends();
    long lost = tally.lost();
    long torn = tally.torn();
    try (var readiness = new Readiness(rig.server().health())) {
      long start = System.nanoTime();
      rig.server().terminate();
      rig.loop().runUntil(() -> tally.ends() > ends, Load.seconds(10));
      double firstEnd = since(start);
      boolean exited = rig.loop().runUntil(() -> !rig.server().isAlive(), Load.seconds(30));
      double exit = exited ? since(start) : Double.POSITIVE_INFINITY;
      // what it had written before it ended is still to be read
      rig.loop().runUntil(() -> tally.open() == 0, Load.seconds(5));
      return new Gone(
          readiness.downAfter(start),
          firstEnd,
          exit,
          tally.ends() - ends,
          tally.lost() - lost,
          tally.torn() - torn);
    }
  }

  private static double since(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  private static List<Report.Verdict> verdicts(Rig rig, Gone gone, int retries, boolean back) {
    int count = rig.pages().size();
    var verdicts = new ArrayList<>(Checks.histories(rig));
    verdicts.add(Checks.none("streams lost without a word", gone.lost()));
    verdicts.add(Checks.none("streams that were over in the middle of a block", gone.torn()));
    verdicts.add(Checks.atLeast("streams ended with a word", count, (double) gone.ends(), ""));
    verdicts.add(
        Checks.atMost(
            "from the first end to a question that was answered: not ready",
            RESOLUTION,
            1e3 * (gone.unready() - gone.firstEnd()),
            "ms"));
    verdicts.add(Checks.atMost("from SIGTERM to the exit", PERIOD + GRACE, gone.exit(), "s"));
    // of 6,001 values
    double different = 6001 * -Math.expm1(-count / 6001.0);
    verdicts.add(Checks.atLeast("different values of retry", 0.9 * different, retries, ""));
    verdicts.add(Checks.none("pages that did not come back", back ? 0 : 1));
    return verdicts;
  }

  private Report report(
      Rig rig,
      Options options,
      List<Step> steps,
      Gone gone,
      double back,
      Curve ends,
      List<Report.Verdict> verdicts) {
    var figures =
        new Figures()
            .measured("not ready any more, seconds after SIGTERM", gone.unready(), 3)
            .measured("first end, seconds after SIGTERM", gone.firstEnd(), 3)
            .measured("exit of the service, seconds after SIGTERM", gone.exit(), 2)
            .measured("all pages caught up, seconds after the new start", back, 2)
            .count("streams refused meanwhile", rig.pages().tally().refused())
            .count("changes acknowledged", rig.journal().acknowledgements())
            .count("changes refused", rig.journal().refusals())
            .count("changes without an answer: nobody knows", rig.journal().doubts());
    return new Report(
        options.scenario(),
        claim(),
        rig.facts(),
        List.of(
            figures.table(rig.pages().size() + " streams"),
            Step.table("Latency counts from when a change was due, the outage included", steps)),
        List.of(
            new Chart(
                "Streams ended in each tenth of a second",
                Axis.linear("seconds since SIGTERM"),
                Axis.linear("streams"),
                List.of(ends.growth()))),
        verdicts);
  }
}
