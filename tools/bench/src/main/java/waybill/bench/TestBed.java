package waybill.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import waybill.bench.load.ApiConnectionPool;
import waybill.bench.load.ChangeGenerator;
import waybill.bench.load.ChangeLog;
import waybill.bench.load.EventLoop;
import waybill.bench.load.Pages;
import waybill.bench.load.Target;
import waybill.bench.load.TestData;
import waybill.bench.publish.Events;
import waybill.bench.report.Report.Fact;

/** A service of one node or more, its customers, and everything that puts load on them. */
public final class TestBed implements AutoCloseable {
  /** Enough for more than one batch of the service's group commit. */
  private static final int CONNECTIONS = 256;

  private final Options options;
  private final List<ServerProcess> servers;
  private final EventLoop loop = new EventLoop();
  private final List<Target> targets;
  private final List<ApiConnectionPool> pools;
  private final TestData testData;
  private final ChangeLog changeLog;
  private final Pages pages;
  private final ChangeGenerator changes;
  private final int[] pagesOf;
  private ChangeGenerator.Sender sender = (_, request) -> pool().send(request);

  /**
   * Starts a service, or uses the one at the URL in the options, and creates the customers.
   *
   * @param settings environment variables of the service that it starts
   */
  public TestBed(Options options, Map<String, String> settings, int customers) {
    var server =
        options.url().isPresent()
            ? Optional.<ServerProcess>empty()
            : Optional.of(start(options, "server", ServerProgram.waybill(options), settings));
    var prefix = "b" + Long.toString(System.currentTimeMillis(), 36) + "-";
    this(options, server.stream().toList(), List.of(staff(options, server)), prefix, customers);
    makeCustomers();
  }

  private TestBed(
      Options options,
      List<ServerProcess> servers,
      List<Target> targets,
      String prefix,
      int customers) {
    this.options = options;
    this.servers = servers;
    this.targets = targets;
    this.pools =
        targets.stream().map(target -> new ApiConnectionPool(loop, target, CONNECTIONS)).toList();
    this.testData = new TestData(loop, pool(), customers, prefix);
    this.changeLog = new ChangeLog(customers);
    this.pagesOf = new int[customers];
    this.pages = new Pages(loop, changeLog);
    this.changes =
        new ChangeGenerator(
            loop, (customer, request) -> sender.send(customer, request), changeLog, testData);
  }

  /** Nodes that have started; changes go to the first of them until {@link #route}. */
  static TestBed of(
      Options options, List<ServerProcess> nodes, List<Target> targets, int customers) {
    var bed = new TestBed(options, nodes, targets, "b", customers);
    bed.makeCustomers();
    return bed;
  }

  private void makeCustomers() {
    say("making " + testData.size() + " customers with an order each");
    testData.make();
  }

  /** A service with a publisher in its process; its customers have no orders. */
  public static TestBed publishing(Options options, CoreAssignment cores, int customers) {
    var program = cores.first(ServerProgram.publisher(options, customers));
    var server = Optional.of(start(options, "server", program, Map.of()));
    var target = staff(options, server);
    var bed =
        new TestBed(options, server.stream().toList(), List.of(target), Events.PREFIX, customers);
    bed.say("registering " + customers + " customers");
    bed.testData.register();
    return bed;
  }

  /** The server in C, which learns its customers from the requests of their pages. */
  public static TestBed limit(Options options, CoreAssignment cores, Path program, int customers) {
    var server = start(options, "c-server", cores.first(ServerProgram.limit(program)), Map.of());
    var target = Target.of(server.base(), "");
    return new TestBed(options, List.of(server), List.of(target), Events.PREFIX, customers);
  }

  private static ServerProcess start(
      Options options, String name, ServerProgram program, Map<String, String> settings) {
    var folder = options.out().resolve(name);
    delete(folder);
    return new ServerProcess(program, folder, settings);
  }

  /** The service, with a further token of the staff account. */
  public Target signIn() {
    return staff(options, servers.stream().findFirst());
  }

  /** From now on changes go this way. */
  public void route(ChangeGenerator.Sender sender) {
    this.sender = sender;
  }

  static Target staff(Options options, Optional<ServerProcess> server) {
    var base = options.url().orElseGet(() -> server.orElseThrow().base());
    var password =
        server
            .map(ServerProcess::password)
            .orElseGet(() -> System.getenv().getOrDefault("WAYBILL_BENCH_PASSWORD", ""));
    return Target.of(base, StaffToken.fetch(base, options.user(), password, server));
  }

  static void delete(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Opens so many further pages, spread over all customers. */
  public void openPages(int count) {
    openPages(count, 0, testData.size());
  }

  /**
   * Opens so many further pages, spread over some customers; they must see all changes from now on.
   * The pages of a customer are on one node after the other, beginning with that of its number.
   *
   * @param from the first of these customers
   * @param to the one after the last
   */
  public void openPages(int count, int from, int to) {
    say("opening " + count + " streams");
    for (int i = 0; i < count; i++) {
      int customer = from + i % (to - from);
      var nodes = new ArrayList<>(targets);
      Collections.rotate(nodes, -(customer + pagesOf[customer]) % nodes.size());
      changeLog.watches(customer, ++pagesOf[customer]);
      pages.add(nodes, customer, testData.id(customer));
    }
    pages.open(5000);
  }

  /** Prints what happens now. */
  public void say(String what) {
    System.err.println("bench: " + what + " ...");
  }

  public Options options() {
    return options;
  }

  /**
   * The service that this test bed started.
   *
   * @throws IllegalStateException if it uses a running one
   */
  public ServerProcess server() {
    return servers.stream()
        .findFirst()
        .orElseThrow(() ->
            new IllegalStateException(
                options.scenario() + " needs a service of its own: leave --url out"));
  }

  /** The usage of the service; zeros if this test bed did not start it. */
  public ProcessUsage usage() {
    return servers.stream()
        .map(ServerProcess::usage)
        .reduce(new ProcessUsage(Duration.ZERO, 0, 0, 0), ProcessUsage::plus);
  }

  /** Facts for the report about the service that this test bed started. */
  public List<Fact> facts() {
    return servers.stream()
        .limit(1)
        .map(process -> new Fact("AOT cache", process.cache()))
        .toList();
  }

  public EventLoop loop() {
    return loop;
  }

  public Target target() {
    return targets.getFirst();
  }

  public ApiConnectionPool pool() {
    return pools.getFirst();
  }

  /** The connections to each node. */
  public List<ApiConnectionPool> pools() {
    return pools;
  }

  public TestData testData() {
    return testData;
  }

  public ChangeLog changeLog() {
    return changeLog;
  }

  public Pages pages() {
    return pages;
  }

  public ChangeGenerator changes() {
    return changes;
  }

  /** Closes all pages and stops the service that this test bed started. */
  @Override
  public void close() {
    pages.close();
    loop.close();
    // The log stays; the database would only fill the disk.
    servers.forEach(TestBed::end);
  }

  private static void end(ServerProcess process) {
    process.terminate();
    if (!process.await(Duration.ofSeconds(15))) {
      process.kill();
    }
    delete(process.data());
  }
}
