package waybill.bench.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntSupplier;
import waybill.bench.Options;
import waybill.bench.TestBed;
import waybill.bench.report.Report;
import waybill.bench.report.Report.Axis;
import waybill.bench.report.Report.Chart;

/**
 * Some pages stop reading while their orders change often. They have customers of their own, so the
 * measured latencies are those of the other pages.
 */
final class Slow implements Scenario {
  private static final int SLOW_OF_ONE_CUSTOMER = 50;

  /** So many of ten changes belong to the customers of the slow pages. */
  private static final int BUSY = 4;

  @Override
  public String claim() {
    return "Pages that do not read do not delay others, are disconnected, and catch up later.";
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

  /** Streams that the service closed, and seconds from reading again to caught up. */
  private record After(double cut, double caughtUp, boolean all) {}

  @Override
  public Report run(Options options) {
    int readers = options.pages().orElse(5_000);
    int seconds = options.seconds().orElse(30);
    int rate = Workload.rate(options, 500);
    var scene = new Scene(readers, Math.max(1, readers / 10));
    var settings = Map.of("WAYBILL_STREAM_STALL", "PT5S");
    try (var bed = new TestBed(options, settings, scene.customers())) {
      bed.openPages(readers, 0, readers);
      Workload.warmUp(bed, scene.whom());
      var steps = new ArrayList<LoadStep>();
      bed.changes().atRate(rate, scene.whom());
      steps.add(LoadStep.watch(bed, "all pages read", 3, seconds));
      Workload.settle(bed);

      bed.openPages(scene.slow(), readers, scene.customers());
      double open = bed.usage().descriptors();
      bed.pages().readWhere(page -> page < readers);
      var descriptors =
          new TimeSeries("descriptors", bed.loop(), 0.5, () -> bed.usage().descriptors());
      var rss = new TimeSeries("RSS MB", bed.loop(), 0.5, () -> bed.usage().rss() / 1024.0);
      bed.changes().atRate(rate, scene.whom());
      steps.add(LoadStep.watch(bed, scene.slow() + " do not read", 0, seconds));
      bed.loop().runUntil(() -> descriptors.last() <= open - scene.slow(), Workload.seconds(90));
      double cut = open - descriptors.last();
      bed.changes().stop();
      bed.loop().runUntil(() -> bed.changes().underWay() == 0, Workload.seconds(30));

      var after = readAgain(bed, cut);
      bed.changes().atRate(rate, scene.whom());
      steps.add(LoadStep.watch(bed, "they read again", 3, seconds));
      Workload.settle(bed);
      descriptors.stop();
      rss.stop();
      return report(bed, scene, steps, after, List.of(descriptors, rss));
    }
  }

  /** The missed changes arrive late; they do not count as latencies of the others. */
  private static After readAgain(TestBed bed, double cut) {
    bed.say("the slow ones read again");
    long start = System.nanoTime();
    bed.pages().readWhere(_ -> true);
    boolean all =
        bed.loop().runUntil(() -> bed.changeLog().missing() == 0, Workload.seconds(120))
            && bed.pages().awaitAll(Workload.seconds(30));
    return new After(cut, (System.nanoTime() - start) / 1e9, all);
  }

  private Report report(
      TestBed bed, Scene scene, List<LoadStep> steps, After after, List<TimeSeries> curves) {
    double before = steps.getFirst().toPage(99);
    var verdicts = new ArrayList<>(Checks.histories(bed));
    verdicts.add(
        Checks.atMost(
            "p99 of the others while the slow ones do not read",
            Math.max(10, 2 * before),
            steps.get(1).toPage(99),
            "ms"));
    verdicts.add(Checks.atLeast("slow streams cut", 0.98 * scene.slow(), after.cut(), ""));
    verdicts.add(
        Checks.none("changes refused", bed.changeLog().refusals() + bed.changeLog().unanswered()));
    verdicts.add(Checks.none("pages that did not catch up", after.all() ? 0 : 1));
    var figures =
        new FigureTable()
            .count("pages that read", scene.readers())
            .count("pages that stopped reading", scene.slow())
            .measured("streams the service cut", after.cut(), 0)
            .measured("seconds from reading again to being caught up", after.caughtUp(), 1);
    return report(
        bed,
        List.of(
            LoadStep.table("Latencies of those that read", steps), figures.table("The slow ones")),
        curves.stream().map(Slow::chart).toList(),
        verdicts);
  }

  private static Chart chart(TimeSeries curve) {
    var series = curve.series();
    return new Chart(
        series.name() + " of the service",
        Axis.linear("seconds since the slow pages stopped reading"),
        Axis.linear(series.name()),
        List.of(series));
  }
}
