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
import waybill.bench.Rig;
import waybill.bench.report.Report;
import waybill.bench.report.Report.Axis;
import waybill.bench.report.Report.Chart;
import waybill.bench.report.Report.Point;
import waybill.bench.report.Report.Series;
import waybill.bench.report.Report.Verdict;

/** Half an hour of everyday life: nothing may grow that should not. */
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

  /** What is looked at every so often. */
  private record Watched(List<Curve> steady, List<Curve> others) {
    void stop() {
      steady.forEach(Curve::stop);
      others.forEach(Curve::stop);
    }

    Stream<Series> series() {
      return Stream.concat(steady.stream(), others.stream()).map(Curve::series);
    }
  }

  /** Three stretches of time, and the heap in MB that was needed after each, for how long. */
  private record Thirds(List<Step> steps, List<Point> needed, double seconds) {
    /** A service that needs more after the last third than after the first has a leak. */
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
    int rate = Load.rate(options, 500);
    var log = options.out().resolve("gc.log").toAbsolutePath();
    long start = System.nanoTime();
    var settings = Map.of("WAYBILL_TOKEN_LIFE", "PT10H");
    try (var rig = new Rig(options.plus(GcLog.option(log)), settings, count)) {
      rig.openPages(count);
      var anybody = Load.anybody(count);
      Load.warmUp(rig, anybody);
      rig.changes().atRate(rate, anybody);
      var leaving = new Random(11);
      boolean[] over = {false};
      leave(rig, leaving, over);
      double begin = (System.nanoTime() - start) / 1e9;
      // the thread that serves jcmd stays
      needed(rig);
      var watched = watch(rig, Math.min(15, seconds / 10.0));
      var thirds = thirds(rig, seconds);
      watched.stop();
      over[0] = true;
      Load.rest(rig);
      boolean back = rig.pages().awaitAll(Load.seconds(60));
      return report(rig, options, thirds, watched, GcLog.after(log, begin), back);
    }
  }

  /** Full collections between them stop the service, which is no latency of theirs. */
  private static Thirds thirds(Rig rig, int seconds) {
    long start = System.nanoTime();
    var steps = new ArrayList<Step>();
    var needed = new ArrayList<Point>();
    for (var name : List.of("first third", "second third", "last third")) {
      steps.add(Step.watch(rig, name, 1, Math.ceilDiv(seconds, 3)));
      double now = (System.nanoTime() - start) / 1e9;
      needed.add(new Point(now, needed(rig)));
    }
    return new Thirds(steps, needed, (System.nanoTime() - start) / 1e9);
  }

  private static double needed(Rig rig) {
    rig.server().jcmd("GC.run");
    return rig.server().heap() / 1024.0;
  }

  /** Somebody leaves now, and the next one a little later. */
  private static void leave(Rig rig, Random random, boolean[] over) {
    if (!over[0]) {
      rig.pages()
          .away(
              random.nextInt(rig.pages().size()), Load.seconds(random.nextDouble(1, LONGEST_AWAY)));
      rig.loop().in(Load.seconds(1 / LEAVES_PER_SECOND), () -> leave(rig, random, over));
    }
  }

  private static Watched watch(Rig rig, double pause) {
    var loop = rig.loop();
    var open = rig.pages().tally();
    return new Watched(
        List.of(
            new Curve("threads", loop, pause, () -> rig.usage().threads()),
            // among thousands of streams a leak would not be seen
            new Curve(
                "descriptors besides open streams",
                loop,
                pause,
                () -> rig.usage().descriptors() - open.open())),
        List.of(
            new Curve("descriptors", loop, pause, () -> rig.usage().descriptors()),
            new Curve("RSS MB", loop, pause, () -> rig.usage().rss() / 1024.0),
            new Curve("database MB", loop, pause, () -> megabytes(rig.server().data())),
            new Curve("open streams", loop, pause, open::open)));
  }

  private static double megabytes(Path folder) {
    try (var files = Files.list(folder)) {
      return files.mapToLong(file -> file.toFile().length()).sum() / 1024.0 / 1024.0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Report report(
      Rig rig, Options options, Thirds thirds, Watched watched, List<Point> heap, boolean back) {
    int count = rig.pages().size();
    long cameBack = rig.pages().tally().opened() - count;
    var verdicts = new ArrayList<>(Checks.calm(rig));
    verdicts.addAll(busy(thirds, Load.rate(options, 500), cameBack));
    verdicts.add(thirds.flat());
    for (var curve : watched.steady()) {
      var series = curve.series();
      verdicts.add(Checks.flat(series.name(), series.points(), thirds.seconds(), TOLERANCE));
    }
    verdicts.add(Checks.none("pages that did not come back", back ? 0 : 1));
    var figures =
        new Figures()
            .count("streams that came back", cameBack)
            .count("streams ended by the service", rig.pages().tally().ends())
            .count("collections", heap.size());
    return new Report(
        options.scenario(),
        claim(),
        rig.facts(),
        List.of(
            Step.table(
                count
                    + " pages that come and go; what they missed while away counts from when it was due",
                thirds.steps()),
            figures.table("Meanwhile")),
        Stream.concat(Stream.of(heap(thirds, heap)), watched.series().map(Soak::chart)).toList(),
        verdicts);
  }

  /** Where nothing happens nothing grows, nor in a minute. */
  private static List<Verdict> busy(Thirds thirds, int rate, long cameBack) {
    var verdicts = new ArrayList<Verdict>();
    verdicts.add(Checks.atLeast("time for a leak to show", HALF_AN_HOUR, thirds.seconds(), "s"));
    for (var step : thirds.steps()) {
      verdicts.add(
          Checks.atLeast(
              "changes in the " + step.name(), 0.95 * rate, step.changesPerSecond(), "/s"));
    }
    // who leaves again while away comes back once
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
