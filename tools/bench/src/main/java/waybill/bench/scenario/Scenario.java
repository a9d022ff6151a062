package waybill.bench.scenario;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import waybill.bench.Options;
import waybill.bench.TestBed;
import waybill.bench.report.Report;
import waybill.bench.report.Report.Chart;
import waybill.bench.report.Report.Table;
import waybill.bench.report.Report.Verdict;

/** One measurement. */
public interface Scenario {

  /** What it is meant to show, in one sentence. */
  String claim();

  /** Runs it. The caller puts facts about the machine before the facts of the report. */
  Report run(Options options);

  /** The report of a run. */
  default Report report(
      TestBed bed, List<Table> tables, List<Chart> charts, List<Verdict> verdicts) {
    return new Report(bed.options().scenario(), claim(), bed.facts(), tables, charts, verdicts);
  }

  /** All of them by name. */
  static Map<String, Scenario> all() {
    return new TreeMap<>(
        Map.ofEntries(
            Map.entry("baseline", new Baseline()),
            Map.entry("chaos", new Chaos()),
            Map.entry("cluster", new ClusterLoad()),
            Map.entry("deliveries", new Steady(true)),
            Map.entry("delivery", new Delivery()),
            Map.entry("drain", new Drain()),
            Map.entry("fairness", new Fairness()),
            Map.entry("idle", new Idle()),
            Map.entry("slow", new Slow()),
            Map.entry("soak", new Soak()),
            Map.entry("steady", new Steady(false)),
            Map.entry("storm", new Storm()),
            Map.entry("wave", new Wave())));
  }
}
