package waybill.bench.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import waybill.bench.Options;
import waybill.bench.TestBed;
import waybill.bench.report.Report;
import waybill.bench.report.Report.Axis;
import waybill.bench.report.Report.Chart;
import waybill.bench.report.Report.Point;
import waybill.bench.report.Report.Series;
import waybill.bench.report.Report.Verdict;

/** Many customers with one page each; random orders change at increasing rates. */
final class Steady implements Scenario {
  private static final List<Integer> RATES = List.of(500, 1000, 2000, 3000, 5000, 7000);
  private static final int AT_ONCE = 192;

  private final boolean deliveries;

  /** With deliveries a third of the changes give their order another headline. */
  Steady(boolean deliveries) {
    this.deliveries = deliveries;
  }

  @Override
  public String claim() {
    return deliveries
        ? "Steps of a delivery, by which staff find orders, cost more than scans on the way, but not twice as much."
        : "Ten thousand customers watch their orders, and each change is on its page in milliseconds.";
  }

  @Override
  public Report run(Options options) {
    int count = options.pages().orElse(10_000);
    int seconds = options.seconds().orElse(20);
    var rates = options.rates().isEmpty() ? RATES : options.rates();
    try (var bed = new TestBed(options, Map.of(), count)) {
      bed.openPages(count);
      if (deliveries) {
        bed.testData().withDeliveries();
      }
      var customer = Workload.randomCustomer(count);
      Workload.warmUp(bed, customer);

      var steps = new ArrayList<LoadStep>();
      for (int rate : rates) {
        bed.changes().atRate(rate, customer);
        steps.add(LoadStep.watch(bed, rate + "/s", 3, seconds));
        Workload.settle(bed);
        if (steps.getLast().changesPerSecond() < 0.95 * rate) {
          break;
        }
      }
      bed.changes().atOnce(AT_ONCE, customer);
      steps.add(LoadStep.watch(bed, AT_ONCE + " at once", 3, seconds));
      Workload.settle(bed);
      return report(bed, steps);
    }
  }

  private Report report(TestBed bed, List<LoadStep> steps) {
    var verdicts = new ArrayList<Verdict>(Checks.withoutFailures(bed));
    verdicts.add(Checks.atLeast("changes at most", 4000, steps.getLast().changesPerSecond(), "/s"));
    return report(
        bed,
        List.of(LoadStep.table(bed.pages().size() + " streams, random changes", steps)),
        List.of(
            LoadStep.latencies(
                "From the moment a change was due to its arrival on the page", steps),
            new Chart(
                "Latency and load",
                Axis.linear("changes per second"),
                Axis.logarithmic("milliseconds"),
                List.of(over(steps, 50), over(steps, 99), over(steps, 99.9)))),
        verdicts);
  }

  private static Series over(List<LoadStep> steps, double percentile) {
    var points =
        steps.stream()
            .limit(steps.size() - 1L)
            .map(step -> new Point(step.changesPerSecond(), step.toPage(percentile)))
            .toList();
    return new Series(
        "p"
            + (percentile % 1 == 0
                ? Integer.toString((int) percentile)
                : Double.toString(percentile)),
        points);
  }
}
