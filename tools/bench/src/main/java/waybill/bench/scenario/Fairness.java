package waybill.bench.scenario;

import static waybill.bench.report.Report.Column.number;
import static waybill.bench.report.Report.Column.text;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import waybill.bench.Options;
import waybill.bench.TestBed;
import waybill.bench.load.Attackers;
import waybill.bench.report.Report;
import waybill.bench.report.Report.Table;
import waybill.bench.report.Report.Verdict;

/** One quiet customer, whose order changes now and then, beside one attack after the other. */
final class Fairness implements Scenario {
  private static final int QUIET = 0;
  private static final int ATTACKED = 1;

  /** Milliseconds. */
  private static final int TARGET = 1_000;

  @Override
  public String claim() {
    return "Whatever other clients do, a quiet one's change is on its page within a second.";
  }

  /** What the quiet customer saw during an attack, and how the attackers' requests ended. */
  record Beside(LoadStep step, int due, long accepted, long refused) {
    long unanswered() {
      return due - step.seen().answered();
    }
  }

  @Override
  public Report run(Options options) {
    int customers = Math.max(2, options.pages().orElse(2_000));
    int seconds = options.seconds().orElse(30);
    int rate = Workload.rate(options, 5);
    // The limits that a service has by default; other scenarios raise them for their pages.
    var settings =
        Map.of(
            "WAYBILL_LIMITS_CREDENTIAL", "20",
            "WAYBILL_LIMITS_ADDRESS", "1000",
            "WAYBILL_LIMITS_NODE", "10000");
    try (var bed = new TestBed(options, settings, customers)) {
      bed.openPages(1, QUIET, QUIET + 1);
      var random = Workload.randomCustomer(2 * customers);
      // Half of the changes are the attacked customer's, whose history must be long.
      Workload.warmUp(bed, () -> Math.max(ATTACKED, random.getAsInt() - customers));
      var seen = new ArrayList<Beside>();
      for (var attack : Attack.all(bed, ATTACKED)) {
        seen.add(watch(bed, attack, rate, seconds));
      }
      var verdicts = new ArrayList<>(Checks.withoutFailures(bed));
      verdicts.addAll(verdicts(seen));
      return report(
          bed,
          List.of(table(seen)),
          List.of(
              LoadStep.latencies(
                  "From the moment a change was due to its arrival on the page",
                  seen.stream().map(Beside::step).toList())),
          verdicts);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The attack goes on until the last change has arrived, so that the slowest one counts too. */
  private static Beside watch(TestBed bed, Attack attack, int rate, int seconds)
      throws IOException {
    bed.say(attack.name());
    bed.changeLog().take();
    int first = bed.changeLog().size();
    var before = bed.usage();
    long start = System.nanoTime();
    try (var attackers =
        new Attackers(bed.target(), attack.clients(), attack.requests(), attack.reading())) {
      bed.changes().atRate(rate, () -> QUIET);
      bed.loop().run(Workload.seconds(seconds));
      Workload.settle(bed);
      double took = (System.nanoTime() - start) / 1e9;
      var after = bed.usage();
      var step =
          new LoadStep(
              attack.name(), bed.changeLog().take(), took, after.microsSince(before), after.rss());
      int due = bed.changeLog().size() - first;
      return new Beside(step, due, attackers.accepted(), attackers.refused());
    } finally {
      bed.loop().run(Workload.seconds(2));
    }
  }

  static List<Verdict> verdicts(List<Beside> seen) {
    var verdicts = new ArrayList<Verdict>();
    for (var beside : seen) {
      var step = beside.step();
      verdicts.add(
          Checks.none("changes without an answer 201, " + step.name(), beside.unanswered()));
      verdicts.add(
          Checks.atMost("p99 from due to page, " + step.name(), TARGET, step.toPage(99), "ms"));
    }
    return verdicts;
  }

  private static Table table(List<Beside> seen) {
    return Table.of(
        "A quiet customer's changes, from due to the page",
        seen,
        List.of(
            text("beside", beside -> beside.step().name()),
            number("changes", 0, Beside::due),
            number("without answer", 0, Beside::unanswered),
            number("p50 ms", 1, beside -> beside.step().toPage(50)),
            number("p99 ms", 1, beside -> beside.step().toPage(99)),
            number("max ms", 1, beside -> beside.step().toPage(100)),
            number("attackers' requests done", 0, Beside::accepted),
            number("refused or cut", 0, Beside::refused),
            number("CPU %", 0, beside -> beside.step().cpuPercent()),
            number("RSS MB", 0, beside -> beside.step().rssMegabytes())));
  }
}
