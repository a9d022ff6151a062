package waybill.bench.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import waybill.bench.Options;
import waybill.bench.Rig;
import waybill.bench.report.Report;
import waybill.bench.report.Report.Axis;
import waybill.bench.report.Report.Chart;
import waybill.bench.report.Report.Point;
import waybill.bench.report.Report.Series;
import waybill.bench.report.Report.Verdict;

/** Many customers with one page each; orders change at random, ever faster. */
final class Steady implements Scenario {
  private static final List<Integer> RATES = List.of(500, 1000, 2000, 3000, 5000, 7000);
  private static final int TARGET_RATE = 3000;
  private static final int AT_ONCE = 192;

  @Override
  public String claim() {
    return "Ten thousand customers watch their orders, and each change is on its page in milliseconds.";
  }

  @Override
  public Report run(Options options) {
    int count = options.pages().orElse(10_000);
    int seconds = options.seconds().orElse(20);
    var rates = options.rates().isEmpty() ? RATES : options.rates();
    try (var rig = new Rig(options, Map.of(), count)) {
      rig.openPages(count);
      var anybody = Load.anybody(count);
      Load.warmUp(rig, anybody);

      var steps = new ArrayList<Step>();
      for (int rate : rates) {
        rig.changes().atRate(rate, anybody);
        steps.add(Step.watch(rig, rate + "/s", 3, seconds));
        Load.rest(rig);
        if (steps.getLast().changesPerSecond() < 0.95 * rate) {
          break;
        }
      }
      rig.changes().atOnce(AT_ONCE, anybody);
      steps.add(Step.watch(rig, AT_ONCE + " at once", 3, seconds));
      Load.rest(rig);
      return report(rig, options, steps);
    }
  }

  private Report report(Rig rig, Options options, List<Step> steps) {
    var verdicts = new ArrayList<Verdict>(Checks.calm(rig));
    for (var step : steps) {
      if (step.name().equals(TARGET_RATE + "/s")) {
        verdicts.add(
            Checks.atLeast(
                "changes at " + TARGET_RATE + "/s",
                0.99 * TARGET_RATE,
                step.changesPerSecond(),
                "/s"));
        verdicts.add(
            Checks.atMost(
                "p99 from due to page at " + TARGET_RATE + "/s", 10, step.toPage(99), "ms"));
      }
    }
    verdicts.add(Checks.atLeast("changes at most", 7000, steps.getLast().changesPerSecond(), "/s"));
    return new Report(
        options.scenario(),
        claim(),
        rig.facts(),
        List.of(Step.table(rig.pages().size() + " streams, random changes", steps)),
        List.of(
            new Chart(
                "From the moment a change was due to its arrival on the page",
                Axis.logarithmic("1 in so many takes longer"),
                Axis.logarithmic("milliseconds"),
                steps.stream().map(Step::latencies).toList()),
            new Chart(
                "Latency and load",
                Axis.linear("changes per second"),
                Axis.logarithmic("milliseconds"),
                List.of(over(steps, 50), over(steps, 99), over(steps, 99.9)))),
        verdicts);
  }

  private static Series over(List<Step> steps, double percentile) {
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
