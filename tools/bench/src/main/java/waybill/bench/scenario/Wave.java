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
import waybill.bench.TestBed;
import waybill.bench.report.Report;
import waybill.bench.report.Report.Axis;
import waybill.bench.report.Report.Chart;
import waybill.bench.report.Report.Point;
import waybill.bench.report.Report.Series;
import waybill.bench.report.Report.Table;

/** One customer with very many pages: each change is due on all of them. */
final class Wave implements Scenario {
  private static final int WARM_UP = 10;

  @Override
  public String claim() {
    return "One change reaches ten thousand pages of one customer in a fraction of a second.";
  }

  /** Milliseconds from due to the first, the median, the 99th of a hundred and the last page. */
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
    try (var bed = new TestBed(options, Map.of(), 1)) {
      bed.openPages(count);
      bed.say("warming up");
      for (int i = 0; i < Math.min(WARM_UP, waves); i++) {
        wave(bed);
      }
      bed.say(waves + " changes, one a second");
      var seen = new ArrayList<Seen>();
      var before = bed.usage();
      for (int i = 0; i < waves; i++) {
        seen.add(wave(bed));
      }
      double cpu = bed.usage().microsSince(before) / waves / count;
      return report(bed, seen, cpu);
    }
  }

  /** A wave that takes more than a second delays the next one. */
  private static Seen wave(TestBed bed) {
    bed.changeLog().take();
    bed.changes().one(0);
    bed.loop().run(Workload.seconds(1));
    bed.changes().settle(Workload.seconds(30));
    var period = bed.changeLog().take();
    var toPage = period.toPage();
    return new Seen(
        LoadStep.millis(toPage, 0),
        LoadStep.millis(toPage, 50),
        LoadStep.millis(toPage, 99),
        LoadStep.millis(toPage, 100),
        period.delivered());
  }

  private Report report(TestBed bed, List<Seen> seen, double cpu) {
    var byEnd = seen.stream().sorted(Comparator.comparingDouble(Seen::last)).toList();
    var middle = byEnd.get(byEnd.size() / 2);
    var verdicts = new ArrayList<>(Checks.withoutFailures(bed));
    verdicts.add(Checks.atMost("p99 of the middle wave", 200, middle.p99(), "ms"));
    verdicts.add(Checks.atMost("CPU per delivery", 20, cpu, "µs"));
    return report(
        bed,
        List.of(
            Table.of(
                bed.pages().size() + " pages of one customer, " + seen.size() + " changes",
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
