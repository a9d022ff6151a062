package waybill.bench.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntSupplier;
import waybill.bench.Options;
import waybill.bench.Rig;
import waybill.bench.report.Report;
import waybill.bench.report.Report.Axis;
import waybill.bench.report.Report.Chart;

/**
 * Some pages stop reading, and much happens to what they show; all others read. The slow ones have
 * customers of their own, so the latencies are those of the others alone.
 */
final class Slow implements Scenario {
  private static final int SLOW_OF_ONE_CUSTOMER = 50;

  /** Of ten changes so many are those of the slow pages' customers. */
  private static final int BUSY = 4;

  @Override
  public String claim() {
    return "Pages that do not read delay nobody, are cut, and catch up later.";
  }

  /** How many pages read, and how many stop. */
  private record Scene(int readers, int slow) {
    int customers() {
      return readers + Math.ceilDiv(slow, SLOW_OF_ONE_CUSTOMER);
    }

    IntSupplier whom() {
      var random = new Random(7);
      return () ->
          random.nextInt(10) < BUSY
              ? random.nextInt(readers, customers())
              : random.nextInt(readers);
    }
  }

  /** Streams the service cut, and seconds from reading again to being caught up. */
  private record After(double cut, double caughtUp, boolean all) {}

  @Override
  public Report run(Options options) {
    int readers = options.pages().orElse(5_000);
    int seconds = options.seconds().orElse(30);
    int rate = Load.rate(options, 500);
    var scene = new Scene(readers, Math.max(1, readers / 10));
    var settings = Map.of("WAYBILL_STREAM_STALL", "PT5S");
    try (var rig = new Rig(options, settings, scene.customers())) {
      rig.openPages(readers, 0, readers);
      Load.warmUp(rig, scene.whom());
      var steps = new ArrayList<Step>();
      rig.changes().atRate(rate, scene.whom());
      steps.add(Step.watch(rig, "everybody reads", 3, seconds));
      Load.rest(rig);

      rig.openPages(scene.slow(), readers, scene.customers());
      double open = rig.usage().descriptors();
      rig.pages().onlySomeRead(page -> page < readers);
      var descriptors = new Curve("descriptors", rig.loop(), 0.5, () -> rig.usage().descriptors());
      var rss = new Curve("RSS MB", rig.loop(), 0.5, () -> rig.usage().rss() / 1024.0);
      rig.changes().atRate(rate, scene.whom());
      steps.add(Step.watch(rig, scene.slow() + " do not read", 0, seconds));
      rig.loop().runUntil(() -> descriptors.last() <= open - scene.slow(), Load.seconds(90));
      double cut = open - descriptors.last();
      rig.changes().stop();
      rig.loop().runUntil(() -> rig.changes().underWay() == 0, Load.seconds(30));

      var after = readAgain(rig, cut);
      rig.changes().atRate(rate, scene.whom());
      steps.add(Step.watch(rig, "they read again", 3, seconds));
      Load.rest(rig);
      descriptors.stop();
      rss.stop();
      return report(rig, options, scene, steps, after, List.of(descriptors, rss));
    }
  }

  /** What they had missed arrives late, which is no latency of the others. */
  private static After readAgain(Rig rig, double cut) {
    rig.say("the slow ones read again");
    long start = System.nanoTime();
    rig.pages().onlySomeRead(_ -> true);
    boolean all =
        rig.loop().runUntil(() -> rig.journal().missing() == 0, Load.seconds(120))
            && rig.pages().awaitAll(Load.seconds(30));
    return new After(cut, (System.nanoTime() - start) / 1e9, all);
  }

  private Report report(
      Rig rig, Options options, Scene scene, List<Step> steps, After after, List<Curve> curves) {
    double before = steps.getFirst().toPage(99);
    var verdicts = new ArrayList<>(Checks.histories(rig));
    verdicts.add(
        Checks.atMost(
            "p99 of the others while the slow ones do not read",
            Math.max(10, 2 * before),
            steps.get(1).toPage(99),
            "ms"));
    verdicts.add(Checks.atLeast("slow streams cut", 0.98 * scene.slow(), after.cut(), ""));
    verdicts.add(Checks.none("changes refused", rig.journal().refusals() + rig.journal().doubts()));
    verdicts.add(Checks.none("pages that did not catch up", after.all() ? 0 : 1));
    var figures =
        new Figures()
            .count("pages that read", scene.readers())
            .count("pages that stopped reading", scene.slow())
            .measured("streams the service cut", after.cut(), 0)
            .measured("seconds from reading again to being caught up", after.caughtUp(), 1);
    return new Report(
        options.scenario(),
        claim(),
        rig.facts(),
        List.of(Step.table("Latencies of those that read", steps), figures.table("The slow ones")),
        curves.stream().map(Slow::chart).toList(),
        verdicts);
  }

  private static Chart chart(Curve curve) {
    var series = curve.series();
    return new Chart(
        series.name() + " of the service",
        Axis.linear("seconds since some stopped reading"),
        Axis.linear(series.name()),
        List.of(series));
  }
}
