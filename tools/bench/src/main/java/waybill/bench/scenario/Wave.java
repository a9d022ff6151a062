package waybill.bench.scenario;

import static waybill.bench.report.Report.Column.number;
import static waybill.bench.report.Report.Column.text;

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
import waybill.bench.report.Report.Chart;
import waybill.bench.report.Report.Point;
import waybill.bench.report.Report.Series;
import waybill.bench.report.Report.Table;

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

  private record Row(String name, Seen wave) {}

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
    var verdicts = new ArrayList<>(Checks.calm(rig));
    verdicts.add(Checks.atMost("p99 of the middle wave", 200, middle.p99(), "ms"));
    verdicts.add(Checks.atMost("CPU per delivery", 20, cpu, "µs"));
    return new Report(
        options.scenario(),
        claim(),
        rig.facts(),
        List.of(
            Table.of(
                rig.pages().size() + " pages of one customer, " + seen.size() + " changes",
                List.of(
                    new Row("fastest", byEnd.getFirst()),
                    new Row("middle", middle),
                    new Row("slowest", byEnd.getLast())),
                List.of(
                    text("wave", Row::name),
                    number("first ms", 1, row -> row.wave().first()),
                    number("median ms", 1, row -> row.wave().median()),
                    number("p99 ms", 1, row -> row.wave().p99()),
                    number("last ms", 1, row -> row.wave().last()),
                    number("deliveries/s in the wave", 0, row -> row.wave().perSecond()),
                    number("CPU µs/delivery", 1, _ -> cpu)))),
        List.of(
            new Chart(
                "From due to the pages",
                Axis.linear("wave"),
                Axis.logarithmic("milliseconds"),
                List.of(
                    line("first", seen, Seen::first),
                    line("median", seen, Seen::median),
                    line("p99", seen, Seen::p99),
                    line("last", seen, Seen::last)))),
        verdicts);
  }

  private static Series line(String name, List<Seen> seen, ToDoubleFunction<Seen> value) {
    return new Series(
        name,
        IntStream.range(0, seen.size())
            .mapToObj(i -> new Point(i + 1.0, value.applyAsDouble(seen.get(i))))
            .toList());
  }
}
