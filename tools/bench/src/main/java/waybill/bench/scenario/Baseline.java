package waybill.bench.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import waybill.bench.Options;
import waybill.bench.Rig;
import waybill.bench.load.Callers;
import waybill.bench.load.Polls;
import waybill.bench.report.Report;
import waybill.bench.report.Report.Axis;
import waybill.bench.report.Report.Cell;
import waybill.bench.report.Report.Chart;
import waybill.bench.report.Report.Measured;
import waybill.bench.report.Report.Table;
import waybill.bench.report.Report.Text;

/** The same pages and changes twice: with pages that ask every two seconds, and with streams. */
final class Baseline implements Scenario {
  private static final double PAUSE = 2;

  /** They stay open, which is kinder to the service than a connection for each page. */
  private static final int CONNECTIONS = 256;

  @Override
  public String claim() {
    return "Streams are fresher than pages that ask every two seconds, and cost the service less.";
  }

  /** What one way took. */
  private record Way(Step step, double requests, double bytes) {
    static Way watch(Rig rig, String name, int seconds, LongSupplier requests, LongSupplier bytes) {
      rig.say(name);
      rig.loop().run(Load.seconds(2 * PAUSE));
      long requestsBefore = requests.getAsLong();
      long bytesBefore = bytes.getAsLong();
      var step = Step.watch(rig, name, 0, seconds);
      return new Way(
          step,
          (requests.getAsLong() - requestsBefore) / step.seconds(),
          (bytes.getAsLong() - bytesBefore) / step.seconds());
    }

    double cpu() {
      return step.cpuMicros() / step.seconds() / 1e4;
    }

    List<Cell> row() {
      return List.of(
          new Text(step.name()),
          new Measured(step.changesPerSecond(), 0),
          new Measured(requests, 0),
          new Measured(bytes / 1024, 0),
          new Measured(cpu(), 1),
          new Measured(step.toPage(50), 1),
          new Measured(step.toPage(99), 1),
          new Measured(step.toPage(100), 1));
    }
  }

  @Override
  public Report run(Options options) {
    int count = options.pages().orElse(10_000);
    int seconds = options.seconds().orElse(30);
    int rate = Load.rate(options, 100);
    try (var rig = new Rig(options, Map.of(), count)) {
      var anybody = Load.anybody(count);
      Load.warmUp(rig, anybody);
      var callers = new Callers(rig.loop(), rig.target(), CONNECTIONS);
      var polls = new Polls(rig.loop(), callers, rig.journal(), rig.world(), Load.seconds(PAUSE));
      rig.changes().tell(polls::taken);
      polls.start();
      rig.changes().atRate(rate, anybody);
      var asking = Way.watch(rig, "polling", seconds, polls::answers, polls::bytes);
      Load.rest(rig);
      polls.stop();
      rig.changes().tell((_, _, _) -> {});

      rig.openPages(count);
      var tally = rig.pages().tally();
      rig.changes().atRate(rate, anybody);
      var streaming = Way.watch(rig, "streams", seconds, tally::opened, tally::bytes);
      Load.rest(rig);
      return report(rig, options, asking, streaming, polls.failures());
    }
  }

  private Report report(Rig rig, Options options, Way asking, Way streaming, long failures) {
    int count = rig.pages().size();
    var verdicts = new ArrayList<>(Checks.calm(rig));
    verdicts.add(Checks.none("questions without a good answer", failures));
    verdicts.add(
        Checks.atLeast(
            "questions that polling could ask", 0.98 * count / PAUSE, asking.requests(), "/s"));
    verdicts.add(Checks.atMost("CPU of streams, of one core", asking.cpu(), streaming.cpu(), "%"));
    verdicts.add(
        Checks.atMost(
            "p99 from due to page with streams",
            asking.step().toPage(99),
            streaming.step().toPage(99),
            "ms"));
    return new Report(
        options.scenario(),
        claim(),
        rig.facts(),
        List.of(
            new Table(
                count + " pages, one for each customer; polling asks every two seconds",
                List.of(
                    "way",
                    "changes/s",
                    "requests/s of pages",
                    "KiB/s to pages",
                    "CPU % of a core",
                    "to page p50 ms",
                    "p99 ms",
                    "max ms"),
                List.of(asking.row(), streaming.row()))),
        List.of(
            new Chart(
                "From the moment a change was due to its arrival on the page",
                new Axis("1 in so many takes longer", true),
                new Axis("milliseconds", true),
                List.of(asking.step().latencies(), streaming.step().latencies()))),
        verdicts);
  }
}
