package waybill.bench.scenario;

import static waybill.bench.report.Report.Column.number;
import static waybill.bench.report.Report.Column.text;

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
import waybill.bench.report.Report.Chart;
import waybill.bench.report.Report.Table;

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

    static Table table(String title, List<Way> ways) {
      return Table.of(
          title,
          ways,
          List.of(
              text("way", way -> way.step.name()),
              number("changes/s", 0, way -> way.step.changesPerSecond()),
              number("requests/s of pages", 0, Way::requests),
              number("KiB/s to pages", 0, way -> way.bytes / 1024),
              number("CPU % of a core", 1, way -> way.step.cpuPercent()),
              number("to page p50 ms", 1, way -> way.step.toPage(50)),
              number("p99 ms", 1, way -> way.step.toPage(99)),
              number("max ms", 1, way -> way.step.toPage(100))));
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
    verdicts.add(
        Checks.atMost(
            "CPU of streams, of one core",
            asking.step().cpuPercent(),
            streaming.step().cpuPercent(),
            "%"));
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
            Way.table(
                count + " pages, one for each customer; polling asks every two seconds",
                List.of(asking, streaming))),
        List.of(
            new Chart(
                "From the moment a change was due to its arrival on the page",
                Axis.logarithmic("1 in so many takes longer"),
                Axis.logarithmic("milliseconds"),
                List.of(asking.step().latencies(), streaming.step().latencies()))),
        verdicts);
  }
}
