package waybill.bench.scenario;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import waybill.bench.Options;
import waybill.bench.Rig;
import waybill.bench.report.Report;
import waybill.bench.report.Report.Axis;
import waybill.bench.report.Report.Cell;
import waybill.bench.report.Report.Chart;
import waybill.bench.report.Report.Measured;
import waybill.bench.report.Report.Point;
import waybill.bench.report.Report.Series;
import waybill.bench.report.Report.Table;
import waybill.bench.report.Report.Text;

/** One customer with very many pages: each change is due on all of them at once. */
final class Wave implements Scenario {
  private static final int WARM_UP = 10;

  @Override
  public String claim() {
    return "One change reaches ten thousand pages of one customer in a fraction of a second.";
  }

  /** Milliseconds from due to the first, middle, 99th of a hundred, and last page. */
  private record Seen(double first, double median, double p99, double last, long pages) {
    double perSecond() {
      return pages / Math.max(1e-3, last - first) * 1e3;
    }
  }

  @Override
  public Report run(Options options) {
    int count = options.pages().orElse(10_000);
    int waves = options.seconds().orElse(50);
    try (var rig = new Rig(options, Map.of(), 1)) {
      rig.openPages(count);
      rig.say("warming up");
      for (int i = 0; i < Math.min(WARM_UP, waves); i++) {
        wave(rig);
      }
      rig.say(waves + " changes, one a second");
      var seen = new ArrayList<Seen>();
      var before = rig.usage();
      for (int i = 0; i < waves; i++) {
        seen.add(wave(rig));
      }
      double cpu = rig.usage().microsSince(before) / waves / count;
      return report(rig, options, seen, cpu);
    }
  }

  /** The next wave waits for the end of this one, if that takes more than a second. */
  private static Seen wave(Rig rig) {
    rig.journal().take();
    rig.changes().one(0);
    rig.loop().run(Load.seconds(1));
    rig.changes().settle(Load.seconds(30));
    var stretch = rig.journal().take();
    var toPage = stretch.toPage();
    return new Seen(
        Step.millis(toPage, 0),
        Step.millis(toPage, 50),
        Step.millis(toPage, 99),
        Step.millis(toPage, 100),
        stretch.delivered());
  }

  private Report report(Rig rig, Options options, List<Seen> seen, double cpu) {
    var byEnd = seen.stream().sorted(Comparator.comparingDouble(Seen::last)).toList();
    var middle = byEnd.get(byEnd.size() / 2);
    var columns =
        List.of(
            "wave",
            "first ms",
            "median ms",
            "p99 ms",
            "last ms",
            "deliveries/s in the wave",
            "CPU µs/delivery");
    var verdicts = new ArrayList<>(Checks.calm(rig));
    verdicts.add(Checks.atMost("p99 of the middle wave", 200, middle.p99(), "ms"));
    verdicts.add(Checks.atMost("CPU per delivery", 20, cpu, "µs"));
    return new Report(
        options.scenario(),
        claim(),
        rig.facts(),
        List.of(
            new Table(
                rig.pages().size() + " pages of one customer, " + seen.size() + " changes",
                columns,
                List.of(
                    row("fastest", byEnd.getFirst(), cpu),
                    row("middle", middle, cpu),
                    row("slowest", byEnd.getLast(), cpu)))),
        List.of(
            new Chart(
                "From due to the pages",
                new Axis("wave", false),
                new Axis("milliseconds", true),
                List.of(
                    line("first", seen, Seen::first),
                    line("median", seen, Seen::median),
                    line("p99", seen, Seen::p99),
                    line("last", seen, Seen::last)))),
        verdicts);
  }

  private static List<Cell> row(String name, Seen wave, double cpu) {
    return List.of(
        new Text(name),
        new Measured(wave.first(), 1),
        new Measured(wave.median(), 1),
        new Measured(wave.p99(), 1),
        new Measured(wave.last(), 1),
        new Measured(wave.perSecond(), 0),
        new Measured(cpu, 1));
  }

  private static Series line(String name, List<Seen> seen, ToDoubleFunction<Seen> value) {
    return new Series(
        name,
        IntStream.range(0, seen.size())
            .mapToObj(i -> new Point(i + 1.0, value.applyAsDouble(seen.get(i))))
            .toList());
  }
}
