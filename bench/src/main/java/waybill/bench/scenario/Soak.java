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

  @Override
  public Report run(Options options) {
    int count = options.pages().orElse(5_000);
    int seconds = options.seconds().orElse(1_800);
    var log = options.out().resolve("gc.log").toAbsolutePath();
    long start = System.nanoTime();
    var settings = Map.of("WAYBILL_TOKEN_LIFE", "PT10H");
    try (var rig = new Rig(options.plus(GcLog.option(log)), settings, count)) {
      rig.openPages(count);
      var anybody = Load.anybody(count);
      Load.warmUp(rig, anybody);
      rig.changes().atRate(Load.rate(options, 500), anybody);
      var leaving = new Random(11);
      boolean[] over = {false};
      leave(rig, leaving, over);
      double begin = (System.nanoTime() - start) / 1e9;
      var watched = watch(rig, Math.min(15, seconds / 10.0));
      var step = Step.watch(rig, seconds + " seconds", 0, seconds);
      watched.stop();
      over[0] = true;
      Load.rest(rig);
      boolean back = rig.pages().awaitAll(Load.seconds(60));
      return report(rig, options, step, watched, GcLog.after(log, begin), back);
    }
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
    return new Watched(
        List.of(
            new Curve("threads", loop, pause, () -> rig.usage().threads()),
            new Curve("descriptors", loop, pause, () -> rig.usage().descriptors())),
        List.of(
            new Curve("RSS MB", loop, pause, () -> rig.usage().rss() / 1024.0),
            new Curve("database MB", loop, pause, () -> megabytes(rig.server().data())),
            new Curve("open streams", loop, pause, () -> rig.pages().tally().open())));
  }

  private static double megabytes(Path folder) {
    try (var files = Files.list(folder)) {
      return files.mapToLong(file -> file.toFile().length()).sum() / 1024.0 / 1024.0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Report report(
      Rig rig, Options options, Step step, Watched watched, List<Point> heap, boolean back) {
    var verdicts = new ArrayList<>(Checks.calm(rig));
    verdicts.add(flat("heap after a collection", heap, step.seconds(), "MB"));
    for (var curve : watched.steady()) {
      verdicts.add(flat(curve.series().name(), curve.series().points(), step.seconds(), ""));
    }
    verdicts.add(Checks.none("pages that did not come back", back ? 0 : 1));
    var series =
        Stream.concat(Stream.of(new Series("heap MB after a collection", heap)), watched.series());
    return new Report(
        options.scenario(),
        claim(),
        rig.facts(),
        List.of(
            Step.table(rig.pages().size() + " pages that come and go", List.of(step)),
            new Figures()
                .count("streams opened", rig.pages().tally().opened())
                .count("streams ended by the service", rig.pages().tally().ends())
                .count("collections", heap.size())
                .table("Meanwhile")),
        series
            .map(line ->
                new Chart(
                    line.name(),
                    new Axis("seconds", false),
                    new Axis(line.name(), false),
                    List.of(line)))
            .toList(),
        verdicts);
  }

  /** The first third is for warming up. */
  private static Verdict flat(String what, List<Point> points, double seconds, String unit) {
    double middle = Curve.mean(points, seconds / 3, seconds * 2 / 3);
    double last = Curve.mean(points, seconds * 2 / 3, seconds);
    return Checks.atMost(what + ", mean of the last third", 1.1 * middle, last, unit);
  }
}
