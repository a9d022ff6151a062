package waybill.bench.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import waybill.bench.BrittleCluster;
import waybill.bench.Options;
import waybill.bench.TcpProxy.Mode;
import waybill.bench.TestBed;
import waybill.bench.load.HistoryCheck;
import waybill.bench.load.RetryingClients;
import waybill.bench.report.Report;
import waybill.bench.report.Report.Cell;
import waybill.bench.report.Report.Fact;
import waybill.bench.report.Report.Table;
import waybill.bench.report.Report.Text;
import waybill.bench.report.Report.Verdict;

/** Two nodes lose each other, their database and their bus, in an order that a seed chooses. */
final class Chaos implements Scenario {
  private static final int NODES = 2;
  private static final int CUSTOMERS = 40;

  /** One page in so many is never touched; of the others some leave and come back all the time. */
  private static final int UNTOUCHED = 4;

  /** Seconds within which readiness must tell a fault: longer than any time-out of the service. */
  private static final double UNTIL_TOLD = 40;

  /** Seconds within which all must be well again. */
  private static final double UNTIL_WELL = 90;

  /** Seconds within which a request must have an answer: 5 for the queue, 30 for its commit. */
  private static final double LONGEST_REQUEST = 40;

  @Override
  public String claim() {
    return "Whatever fails around two nodes, every page sees exactly the log, and nothing acknowledged is lost.";
  }

  @Override
  public Report run(Options options) {
    var settings = Map.of("WAYBILL_TOKEN_LIFE", "PT10H", "WAYBILL_STREAM_DRAIN", "PT2S");
    try (var cluster = new BrittleCluster(options, bus(options), NODES, settings);
        var bed = cluster.bed(CUSTOMERS);
        var run = new Run(options, cluster, bed)) {
      run.go();
      return run.report(this);
    }
  }

  private static String bus(Options options) {
    return options.bus().orElse("postgres");
  }

  /**
   * How a fault begins and ends.
   *
   * @param told whether the health checks say what they must
   */
  private record Effect(Runnable begin, BooleanSupplier told, Runnable end) {}

  /** One run. */
  private static final class Run implements AutoCloseable {
    private final Options options;
    private final BrittleCluster cluster;
    private final TestBed bed;
    private final List<HealthProbe> health;
    private final RetryingClients clients;
    private final HistoryCheck histories = new HistoryCheck();
    private final List<List<Cell>> steps = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private boolean serializable;

    Run(Options options, BrittleCluster cluster, TestBed bed) {
      this.options = options;
      this.cluster = cluster;
      this.bed = bed;
      this.health =
          cluster.everyNode().stream()
              .map(node -> new HealthProbe(cluster.node(node).health()))
              .toList();
      this.clients = new RetryingClients(bed.loop(), bed.pools(), bed.testData()::snapshot);
    }

    void go() {
      long start = System.nanoTime();
      double seconds = options.seconds().orElse(60);
      var random = new Random(options.seed());
      bed.say("seed " + options.seed() + ", bus " + bus(options));
      bed.pages().show(histories);
      bed.openPages(options.pages().orElse(2 * CUSTOMERS));
      awaitWell("the start");
      bed.route(clients);
      bed.changes()
          .atRate(Workload.rate(options, 40), Workload.randomCustomer(bed.testData().size()));
      do {
        for (var step : Fault.round(random, NODES, Math.clamp(seconds / 20, 1.5, 60))) {
          leave(random);
          inflict(step);
        }
      } while ((System.nanoTime() - start) / 1e9 < seconds);
      Workload.settle(bed);
      faults.addAll(histories.faults(cluster.logs(bed.testData()), bed.changeLog()));
    }

    private void leave(Random random) {
      for (int i = 0; i < bed.pages().size(); i++) {
        if (i % UNTOUCHED > 0 && random.nextInt(UNTOUCHED) == 0) {
          bed.pages().leaveFor(i, Workload.seconds(random.nextDouble(2)));
        }
      }
    }

    private void inflict(Fault.Step step) {
      bed.say(step.toString());
      serializable |= cluster.isSerializable();
      long start = System.nanoTime();
      var effect = effect(step);
      effect.begin().run();
      bed.loop().run(Workload.seconds(step.seconds()));
      require(effect.told(), UNTIL_TOLD, step + ": the health checks do not say it");
      double told = (System.nanoTime() - start) / 1e9;
      effect.end().run();
      awaitWell(step.toString());
      steps.add(
          List.of(
              new Text(step.toString()),
              new Report.Measured(told, 1),
              new Report.Measured((System.nanoTime() - start) / 1e9 - told, 1)));
      bed.loop().run(Workload.seconds(step.calm()));
    }

    private void require(BooleanSupplier condition, double seconds, String otherwise) {
      if (!bed.loop().runUntil(condition, Workload.seconds(seconds))) {
        faults.add(otherwise + " after " + seconds + " s: " + health);
      }
    }

    private void awaitWell(String after) {
      require(
          () -> everywhere(this::isWell) && bed.pages().statistics().open() == bed.pages().size(),
          UNTIL_WELL,
          "after " + after + " not all is well");
      expect(true, true);
    }

    private boolean isWell(HealthProbe node) {
      return node.isReady() && node.isDegraded() == bus(options).equals("none");
    }

    private boolean everywhere(Predicate<HealthProbe> condition) {
      return health.stream().allMatch(condition);
    }

    private void expect(boolean lives, boolean ready) {
      health.forEach(node -> node.expect(lives, ready));
    }

    private Effect effect(Fault.Step step) {
      int node = step.node();
      var it = health.get(node);
      return switch (step.fault()) {
        case NODE_KILLED ->
            new Effect(
                () -> {
                  it.expect(false, false);
                  cluster.node(node).kill();
                },
                () -> !it.isReady() && !it.isUnready(),
                () -> cluster.node(node).restart());
        case NODES_RESTARTED_ONE_BY_ONE ->
            new Effect(() -> cluster.everyNode().forEach(this::restart), () -> true, () -> {});
        case NODE_WITHOUT_DATABASE ->
            withoutDatabase(
                List.of(node),
                () -> cluster.toDatabase(node, Mode.CUT),
                () -> cluster.toDatabase(node, Mode.PASS));
        case NODE_WITHOUT_BUS -> withoutBus(List.of(node), Mode.CUT);
        case DATABASE_RESTARTED ->
            withoutDatabase(
                cluster.everyNode(),
                () -> aside(cluster.database()::stop),
                () -> aside(cluster.database()::start));
        case DATABASE_HANGS ->
            withoutDatabase(
                cluster.everyNode(), cluster.database()::suspend, cluster.database()::resume);
        case BUS_RESTARTED ->
            new Effect(
                () -> aside(cluster::stopBus),
                () -> everywhere(HealthProbe::isDegraded),
                () -> aside(cluster::startBus));
        case BUS_HANGS -> withoutBus(cluster.everyNode(), Mode.HANG);
        case BUS_LOSES_EVERYTHING -> withoutBus(cluster.everyNode(), Mode.LOSE);
      };
    }

    /** Readiness says so, and so do the pages. */
    private Effect withoutDatabase(List<Integer> nodes, Runnable begin, Runnable end) {
      var affected = nodes.stream().map(health::get).toList();
      boolean hasPages = nodes.stream().anyMatch(node -> bed.pages().isAnyOn(cluster.target(node)));
      long stale = bed.pages().statistics().stale();
      return new Effect(
          () -> {
            affected.forEach(node -> node.expect(true, false));
            begin.run();
          },
          () ->
              affected.stream().allMatch(HealthProbe::isUnready)
                  && (!hasPages || bed.pages().statistics().stale() > stale),
          end);
    }

    private Effect withoutBus(List<Integer> nodes, Mode mode) {
      return new Effect(
          () -> nodes.forEach(node -> cluster.toBus(node, mode)),
          () -> nodes.stream().map(health::get).allMatch(HealthProbe::isDegraded),
          () -> nodes.forEach(node -> cluster.toBus(node, Mode.PASS)));
    }

    private void restart(int node) {
      health.get(node).expect(false, false);
      cluster.node(node).terminate();
      require(() -> !cluster.node(node).isAlive(), UNTIL_WELL, "node " + node + " does not end");
      cluster.node(node).restart();
      require(() -> isWell(health.get(node)), UNTIL_WELL, "node " + node + " is not back");
    }

    /** The load goes on meanwhile. */
    private void aside(Runnable action) {
      var done = CompletableFuture.runAsync(action);
      bed.loop().runUntil(done::isDone, Workload.seconds(UNTIL_WELL));
      done.join();
    }

    Report report(Chaos scenario) {
      var statistics = bed.pages().statistics();
      var verdicts = new ArrayList<>(Checks.histories(bed));
      verdicts.add(
          new Verdict(
              "what a node, a page or the log should have done",
              "all",
              faults.isEmpty()
                  ? "all"
                  : String.join("; ", faults.subList(0, Math.min(5, faults.size()))),
              faults.isEmpty()));
      verdicts.add(
          Checks.none("streams refused, after which a browser gives up", statistics.refused()));
      verdicts.add(
          Checks.atMost(
              "a request until its answer", LONGEST_REQUEST, clients.slowest() / 1e9, "s"));
      verdicts.add(Checks.none("answers 503 without Retry-After", clients.withoutRetryAfter()));
      verdicts.add(
          new Verdict(
              "other statuses",
              "{}",
              clients.unexpected().toString(),
              clients.unexpected().isEmpty()));
      for (var node : health) {
        verdicts.add(Checks.none("living nodes that seemed dead", node.deaths()));
        verdicts.add(
            new Verdict("not ready without need", "", node.unready(), node.unready().isEmpty()));
      }
      if (options.isolation().equals("serializable")) {
        verdicts.add(Checks.none("isolation was not serializable", serializable ? 0 : 1));
      }
      var facts = new ArrayList<>(bed.facts());
      facts.add(new Fact("seed", Long.toString(options.seed())));
      facts.add(new Fact("bus", bus(options)));
      facts.add(new Fact("isolation", options.isolation()));
      var figures =
          new FigureTable()
              .count("changes acknowledged", bed.changeLog().acknowledgements())
              .count("requests sent again", clients.repeated())
              .count("answers 503", clients.unavailable())
              .count("streams that were caught up", statistics.opened())
              .count("streams lost", statistics.lost())
              .count("streams ended by the service", statistics.ends())
              .count("times a stream said stale", statistics.stale())
              .measured("longest request, s", clients.slowest() / 1e9, 1);
      return new Report(
          options.scenario(),
          scenario.claim(),
          facts,
          List.of(
              new Table("Faults", List.of("fault", "until told, s", "until well, s"), steps),
              figures.table("Load and pages")),
          List.of(),
          verdicts);
    }

    @Override
    public void close() {
      health.forEach(HealthProbe::close);
    }
  }
}
