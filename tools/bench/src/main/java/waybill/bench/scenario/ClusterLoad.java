package waybill.bench.scenario;

import static waybill.bench.report.Report.Column.number;
import static waybill.bench.report.Report.Column.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import waybill.bench.BrittleCluster;
import waybill.bench.Options;
import waybill.bench.TcpProxy.Mode;
import waybill.bench.TestBed;
import waybill.bench.report.Report;
import waybill.bench.report.Report.Table;
import waybill.bench.report.Report.Verdict;

/** What a second node costs, and how late a change is on the pages of another node. */
final class ClusterLoad implements Scenario {
  private static final int AT_ONCE = 192;
  private static final int AT_ONCE_HOT = 32;
  private static final int LEAD = 2;

  /** Milliseconds between two comparisons with the log while the bus is degraded. */
  private static final int SWEEP = 250;

  @Override
  public String claim() {
    return "A change is on the pages of another node in milliseconds, and a quarter of a second later without a bus.";
  }

  /**
   * A load on so many nodes.
   *
   * @param databaseMicros of processor time of PostgreSQL
   */
  private record Row(int nodes, LoadStep step, double databaseMicros) {
    double databasePerChange() {
      return databaseMicros / Math.max(1, step.seen().answered());
    }

    double databasePercent() {
      return databaseMicros / step.seconds() / 1e4;
    }
  }

  /** The measurement while it goes on. */
  private record Run(
      Options options, int pages, int rate, int seconds, List<Row> rows, List<Verdict> verdicts) {
    Row watch(BrittleCluster cluster, TestBed bed, String name) {
      bed.loop().run(Workload.seconds(LEAD));
      var before = cluster.databaseUsage();
      var step = LoadStep.watch(bed, name, 0, seconds);
      var row = new Row(cluster.size(), step, cluster.databaseUsage().microsSince(before));
      Workload.settle(bed);
      rows.add(row);
      return row;
    }

    Row atRate(BrittleCluster cluster, TestBed bed, String name) {
      bed.changes().atRate(rate, Workload.randomCustomer(pages));
      return watch(cluster, bed, name);
    }

    Row atOnce(BrittleCluster cluster, TestBed bed, String name) {
      bed.changes().atOnce(AT_ONCE, Workload.randomCustomer(pages));
      return watch(cluster, bed, name);
    }
  }

  @Override
  public Report run(Options options) {
    var run =
        new Run(
            options,
            options.pages().orElse(5_000),
            Workload.rate(options, 500),
            options.seconds().orElse(20),
            new ArrayList<>(),
            new ArrayList<>());
    for (var bus : options.bus().map(List::of).orElse(List.of("postgres", "redis"))) {
      twoNodes(run, bus);
    }
    if (options.bus().isEmpty()) {
      h2(run);
      grow(run);
    }
    return new Report(
        options.scenario(),
        claim(),
        List.of(),
        List.of(table(run.rows())),
        List.of(),
        run.verdicts());
  }

  /** The page of a customer is on the node of its number. */
  private static void route(TestBed bed, IntUnaryOperator nodeOfCustomer) {
    int nodes = bed.pools().size();
    bed.route((customer, request) ->
        bed.pools().get(nodeOfCustomer.applyAsInt(customer) % nodes).send(request));
  }

  private static void twoNodes(Run run, String bus) {
    try (var cluster = new BrittleCluster(run.options(), bus, 2, Map.of());
        var bed = cluster.bed(run.pages());
        var health = new HealthProbe(cluster.node(0).health())) {
      bed.openPages(run.pages());
      route(bed, customer -> customer);
      Workload.warmUp(bed, Workload.randomCustomer(run.pages()));
      run.atRate(cluster, bed, bus + ", pages of the same node");
      route(bed, customer -> customer + 1);
      var across = run.atRate(cluster, bed, bus + ", pages of the other node");
      if (!bus.equals("none")) {
        run.verdicts().add(atMost(bus + ", p99 to the other node", 25, across.step().toPage(99)));
      }
      int[] turn = {0};
      route(bed, _ -> turn[0]++);
      bed.changes().atOnce(AT_ONCE_HOT, () -> 0);
      var hot = run.watch(cluster, bed, bus + ", one customer from both nodes").step();
      run.verdicts()
          .add(Checks.atLeast(bus + ", one customer", 300, hot.changesPerSecond(), "changes/s"));

      route(bed, customer -> customer + 1);
      cluster.everyNode().forEach(node -> cluster.toBus(node, Mode.LOSE));
      bed.loop().runUntil(health::isDegraded, Workload.seconds(30));
      var degraded = run.atRate(cluster, bed, bus + ", degraded, pages of the other node");
      run.verdicts()
          .add(
              atMost(
                  bus + ", degraded, p99 beyond the other way",
                  SWEEP,
                  degraded.step().toPage(99) - across.step().toPage(99)));
      check(run, bed);
    }
  }

  private static Verdict atMost(String what, double limit, double measured) {
    return Checks.atMost(what, limit, measured, "ms");
  }

  private static void h2(Run run) {
    try (var bed = new TestBed(run.options(), Map.of(), run.pages())) {
      bed.openPages(run.pages());
      var customer = Workload.randomCustomer(run.pages());
      Workload.warmUp(bed, customer);
      bed.changes().atOnce(AT_ONCE, customer);
      run.rows().add(new Row(1, LoadStep.watch(bed, "H2, most changes", LEAD, run.seconds()), 0));
      Workload.settle(bed);
      check(run, bed);
    }
  }

  private static void grow(Run run) {
    for (int nodes : List.of(1, 2, 4)) {
      var bus = nodes == 1 ? "in-process" : "postgres";
      try (var cluster = new BrittleCluster(run.options(), bus, nodes, Map.of());
          var bed = cluster.bed(run.pages())) {
        bed.openPages(run.pages());
        int[] turn = {0};
        route(bed, _ -> turn[0]++);
        Workload.warmUp(bed, Workload.randomCustomer(run.pages()));
        run.watch(cluster, bed, bus + ", silence");
        run.atRate(cluster, bed, bus + ", any node");
        run.atOnce(cluster, bed, bus + ", most changes");
        check(run, bed);
      }
    }
  }

  private static void check(Run run, TestBed bed) {
    Checks.withoutFailures(bed).stream()
        .filter(verdict -> !verdict.met())
        .forEach(run.verdicts()::add);
  }

  private static Table table(List<Row> rows) {
    return Table.of(
        "From the moment a change was due; CPU and RSS of all nodes together",
        rows,
        List.of(
            number("nodes", 0, Row::nodes),
            text("bus, load", row -> row.step().name()),
            number("changes/s", 0, row -> row.step().changesPerSecond()),
            number("POST p50 ms", 1, row -> row.step().postMillis(50)),
            number("p99 ms", 1, row -> row.step().postMillis(99)),
            number("to page p50 ms", 1, row -> row.step().toPage(50)),
            number("p99 ms", 1, row -> row.step().toPage(99)),
            number("max ms", 1, row -> row.step().toPage(100)),
            number(
                "nodes CPU µs/change",
                0,
                row -> row.step().cpuMicros() / Math.max(1, row.step().seen().answered())),
            number("CPU %", 1, row -> row.step().cpuPercent()),
            number("database CPU µs/change", 0, Row::databasePerChange),
            number("CPU %", 1, Row::databasePercent),
            number("RSS MB", 0, row -> row.step().rssMegabytes())));
  }
}
