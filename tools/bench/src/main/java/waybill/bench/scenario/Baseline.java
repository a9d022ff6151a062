package waybill.bench.scenario;

import static waybill.bench.report.Report.Column.number;
import static waybill.bench.report.Report.Column.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import waybill.bench.Options;
import waybill.bench.TestBed;
import waybill.bench.load.ApiConnectionPool;
import waybill.bench.load.PollingPages;
import waybill.bench.report.Report;
import waybill.bench.report.Report.Table;

/** The same pages and changes twice: first polling every two seconds, then with streams. */
final class Baseline implements Scenario {
  private static final double PAUSE = 2;

  /** They stay open, which costs the service less than a connection for each page. */
  private static final int CONNECTIONS = 256;

  @Override
  public String claim() {
    return "Streams are fresher than pages that ask every two seconds, and cost the service less.";
  }

  /** The costs of one way. */
  private record Way(LoadStep step, double requests, double bytes) {
    static Way watch(
        TestBed bed, String name, int seconds, LongSupplier requests, LongSupplier bytes) {
      bed.say(name);
      bed.loop().run(Workload.seconds(2 * PAUSE));
      long requestsBefore = requests.getAsLong();
      long bytesBefore = bytes.getAsLong();
      var step = LoadStep.watch(bed, name, 0, seconds);
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
    int rate = Workload.rate(options, 100);
    try (var bed = new TestBed(options, Map.of(), count)) {
      var customer = Workload.randomCustomer(count);
      Workload.warmUp(bed, customer);
      var pool = new ApiConnectionPool(bed.loop(), bed.target(), CONNECTIONS);
      var pollingPages =
          new PollingPages(
              bed.loop(), pool, bed.changeLog(), bed.testData(), Workload.seconds(PAUSE));
      bed.changes().tell(pollingPages::taken);
      pollingPages.start();
      bed.changes().atRate(rate, customer);
      var asking = Way.watch(bed, "polling", seconds, pollingPages::answers, pollingPages::bytes);
      Workload.settle(bed);
      pollingPages.stop();
      bed.changes().tell((_, _, _) -> {});

      bed.openPages(count);
      var statistics = bed.pages().statistics();
      bed.changes().atRate(rate, customer);
      var streaming = Way.watch(bed, "streams", seconds, statistics::opened, statistics::bytes);
      Workload.settle(bed);
      return report(bed, asking, streaming, pollingPages.failures());
    }
  }

  private Report report(TestBed bed, Way asking, Way streaming, long failures) {
    int count = bed.pages().size();
    var verdicts = new ArrayList<>(Checks.withoutFailures(bed));
    verdicts.add(Checks.none("requests without a good answer", failures));
    verdicts.add(
        Checks.atLeast("requests of polling", 0.98 * count / PAUSE, asking.requests(), "/s"));
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
    return report(
        bed,
        List.of(
            Way.table(
                count + " pages, one for each customer; polling asks every two seconds",
                List.of(asking, streaming))),
        List.of(
            LoadStep.latencies(
                "From the moment a change was due to its arrival on the page",
                List.of(asking.step(), streaming.step()))),
        verdicts);
  }
}
