package waybill.bench.scenario;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import waybill.bench.Options;
import waybill.bench.TestBed;
import waybill.bench.report.Report;
import waybill.bench.report.Report.Axis;
import waybill.bench.report.Report.Chart;
import waybill.bench.report.Report.Point;
import waybill.bench.report.Report.Series;
import waybill.bench.report.Report.Verdict;

/** Half an hour of changes and reconnections, in which memory, threads and files must not grow. */
final class Soak implements Scenario {
  private static final double LEAVES_PER_SECOND = 20;
  private static final double LONGEST_AWAY = 10;
  private static final int HALF_AN_HOUR = 1_800;

  /** Threads and descriptors that come and go: the compiler's, and a page between two states. */
  private static final double TOLERANCE = 5;

  @Override
  public String claim() {
    return "After half an hour of changes and of pages that come and go, nothing has grown.";
  }

  /** The values that are observed. */
  private record Watched(List<TimeSeries> steady, List<TimeSeries> others) {
    void stop() {
      steady.forEach(TimeSeries::stop);
      others.forEach(TimeSeries::stop);
    }

    Stream<Series> series() {
      return Stream.concat(steady.stream(), others.stream()).map(TimeSeries::series);
    }
  }

  /** Three periods, the heap in MB in use after each, and the length of all three. */
  private record Thirds(List<LoadStep> steps, List<Point> needed, double seconds) {
    /** A service whose heap is larger after the last third than after the first has a leak. */
    Verdict flat() {
      double first = needed.getFirst().y();
      return Checks.atMost(
          "heap after a full collection, at the end against a third",
          1.1 * first,
          needed.getLast().y(),
          "MB");
    }
  }

  @Override
  public Report run(Options options) {
    int count = options.pages().orElse(5_000);
    int seconds = options.seconds().orElse(HALF_AN_HOUR);
    int rate = Workload.rate(options, 500);
    var log = options.out().resolve("gc.log").toAbsolutePath();
    long start = System.nanoTime();
    var settings = Map.of("WAYBILL_TOKEN_LIFE", "PT10H");
    try (var bed = new TestBed(options.plus(GcLog.option(log)), settings, count)) {
      bed.openPages(count);
      var customer = Workload.randomCustomer(count);
      Workload.warmUp(bed, customer);
      bed.changes().atRate(rate, customer);
      var leaving = new Random(11);
      boolean[] over = {false};
      leave(bed, leaving, over);
      double begin = (System.nanoTime() - start) / 1e9;
      // The first call of jcmd starts a thread that stays.
      needed(bed);
      var watched = watch(bed, Math.min(15, seconds / 10.0));
      var thirds = thirds(bed, seconds);
      watched.stop();
      over[0] = true;
      Workload.settle(bed);
      boolean back = bed.pages().awaitAll(Workload.seconds(60));
      return report(bed, options, thirds, watched, GcLog.after(log, begin), back);
    }
  }

  /** The full collections between the thirds stop the service; the latencies leave them out. */
  private static Thirds thirds(TestBed bed, int seconds) {
    long start = System.nanoTime();
    var steps = new ArrayList<LoadStep>();
    var needed = new ArrayList<Point>();
    for (var name : List.of("first third", "second third", "last third")) {
      steps.add(LoadStep.watch(bed, name, 1, Math.ceilDiv(seconds, 3)));
      double now = (System.nanoTime() - start) / 1e9;
      needed.add(new Point(now, needed(bed)));
    }
    return new Thirds(steps, needed, (System.nanoTime() - start) / 1e9);
  }

  private static double needed(TestBed bed) {
    bed.server().jcmd("GC.run");
    return bed.server().heap() / 1024.0;
  }

  /** Closes a random page now, and the next one a little later. */
  private static void leave(TestBed bed, Random random, boolean[] over) {
    if (!over[0]) {
      bed.pages()
          .leaveFor(
              random.nextInt(bed.pages().size()),
              Workload.seconds(random.nextDouble(1, LONGEST_AWAY)));
      bed.loop().in(Workload.seconds(1 / LEAVES_PER_SECOND), () -> leave(bed, random, over));
    }
  }

  private static Watched watch(TestBed bed, double pause) {
    var loop = bed.loop();
    var open = bed.pages().statistics();
    return new Watched(
        List.of(
            new TimeSeries("threads", loop, pause, () -> bed.usage().threads()),
            // Among thousands of streams a leak would not show.
            new TimeSeries(
                "descriptors besides open streams",
                loop,
                pause,
                () -> bed.usage().descriptors() - open.open())),
        List.of(
            new TimeSeries("descriptors", loop, pause, () -> bed.usage().descriptors()),
            new TimeSeries("RSS MB", loop, pause, () -> bed.usage().rss() / 1024.0),
            new TimeSeries("database MB", loop, pause, () -> megabytes(bed.server().data())),
            new TimeSeries("open streams", loop, pause, open::open)));
  }

  private static double megabytes(Path folder) {
    try (var files = Files.list(folder)) {
      return files.mapToLong(file -> file.toFile().length()).sum() / 1024.0 / 1024.0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Report report(
      TestBed bed,
      Options options,
      Thirds thirds,
      Watched watched,
      List<Point> heap,
      boolean back) {
    int count = bed.pages().size();
    long cameBack = bed.pages().statistics().opened() - count;
    var verdicts = new ArrayList<>(Checks.withoutFailures(bed));
    verdicts.addAll(busy(thirds, Workload.rate(options, 500), cameBack));
    verdicts.add(thirds.flat());
    for (var curve : watched.steady()) {
      var series = curve.series();
      verdicts.add(Checks.flat(series.name(), series.points(), thirds.seconds(), TOLERANCE));
    }
    verdicts.add(Checks.none("pages that did not come back", back ? 0 : 1));
    var figures =
        new FigureTable()
            .count("streams that came back", cameBack)
            .count("streams ended by the service", bed.pages().statistics().ends())
            .count("collections", heap.size());
    return report(
        bed,
        List.of(
            LoadStep.table(
                count
                    + " pages that come and go; what they missed while away counts from when it was due",
                thirds.steps()),
            figures.table("Meanwhile")),
        Stream.concat(Stream.of(heap(thirds, heap)), watched.series().map(Soak::chart)).toList(),
        verdicts);
  }

  /** The checks for growth mean nothing without enough time, changes and reconnections. */
  private static List<Verdict> busy(Thirds thirds, int rate, long cameBack) {
    var verdicts = new ArrayList<Verdict>();
    verdicts.add(Checks.atLeast("time for a leak to show", HALF_AN_HOUR, thirds.seconds(), "s"));
    for (var step : thirds.steps()) {
      verdicts.add(
          Checks.atLeast(
              "changes in the " + step.name(), 0.95 * rate, step.changesPerSecond(), "/s"));
    }
    // A page that leaves again while it is away returns once.
    verdicts.add(
        Checks.atLeast(
            "streams that came back",
            LEAVES_PER_SECOND * thirds.seconds() / 2,
            (double) cameBack,
            ""));
    return verdicts;
  }

  private static Chart heap(Thirds thirds, List<Point> heap) {
    return new Chart(
        "Heap after a collection",
        Axis.linear("seconds"),
        Axis.linear("MB"),
        List.of(new Series("any collection", heap), new Series("full", thirds.needed())));
  }

  private static Chart chart(Series line) {
    return new Chart(line.name(), Axis.linear("seconds"), Axis.linear(line.name()), List.of(line));
  }
}
