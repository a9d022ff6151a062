package waybill.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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

/** A service, its customers, and everything that puts load on them. */
public final class TestBed implements AutoCloseable {
  /** Enough for more than one batch of the service's group commit. */
  private static final int CONNECTIONS = 256;

  private final Options options;
  private final Optional<ServerProcess> server;
  private final EventLoop loop = new EventLoop();
  private final Target target;
  private final ApiConnectionPool pool;
  private final TestData testData;
  private final ChangeLog changeLog;
  private final Pages pages;
  private final ChangeGenerator changes;
  private final int[] pagesOf;

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
    this(options, server, staff(options, server), prefix, customers);
    say("making " + customers + " customers with an order each");
    testData.make();
  }

  private TestBed(
      Options options,
      Optional<ServerProcess> server,
      Target target,
      String prefix,
      int customers) {
    this.options = options;
    this.server = server;
    this.target = target;
    this.pool = new ApiConnectionPool(loop, target, CONNECTIONS);
    this.testData = new TestData(loop, pool, customers, prefix);
    this.changeLog = new ChangeLog(customers);
    this.pagesOf = new int[customers];
    this.pages = new Pages(loop, changeLog);
    this.changes = new ChangeGenerator(loop, pool, changeLog, testData);
  }

  /** A service with a publisher in its process; its customers have no orders. */
  public static TestBed publishing(Options options, CoreAssignment cores, int customers) {
    var program = cores.first(ServerProgram.publisher(options, customers));
    var server = Optional.of(start(options, "server", program, Map.of()));
    var bed = new TestBed(options, server, staff(options, server), Events.PREFIX, customers);
    bed.say("registering " + customers + " customers");
    bed.testData.register();
    return bed;
  }

  /** The server in C, which learns its customers from the requests of their pages. */
  public static TestBed limit(Options options, CoreAssignment cores, Path program, int customers) {
    var server = start(options, "c-server", cores.first(ServerProgram.limit(program)), Map.of());
    var target = Target.of(server.base(), "");
    return new TestBed(options, Optional.of(server), target, Events.PREFIX, customers);
  }

  private static ServerProcess start(
      Options options, String name, ServerProgram program, Map<String, String> settings) {
    var folder = options.out().resolve(name);
    delete(folder);
    return new ServerProcess(program, folder, settings);
  }

  /** The service, with a further token of the staff account. */
  public Target signIn() {
    return staff(options, server);
  }

  private static Target staff(Options options, Optional<ServerProcess> server) {
    var base = options.url().orElseGet(() -> server.orElseThrow().base());
    var password =
        server
            .map(ServerProcess::password)
            .orElseGet(() -> System.getenv().getOrDefault("WAYBILL_BENCH_PASSWORD", ""));
    return Target.of(base, StaffToken.fetch(base, options.user(), password, server));
  }

  private static void delete(Path folder) {
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
   *
   * @param from the first of these customers
   * @param to the one after the last
   */
  public void openPages(int count, int from, int to) {
    say("opening " + count + " streams");
    for (int i = 0; i < count; i++) {
      int customer = from + i % (to - from);
      changeLog.watches(customer, ++pagesOf[customer]);
      pages.add(target, customer, testData.id(customer));
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
    return server.orElseThrow(() ->
        new IllegalStateException(
            options.scenario() + " needs a service of its own: leave --url out"));
  }

  /** The usage of the service; zeros if this test bed did not start it. */
  public ProcessUsage usage() {
    return server.map(ServerProcess::usage).orElse(new ProcessUsage(Duration.ZERO, 0, 0, 0));
  }

  /** Facts for the report about the service that this test bed started. */
  public List<Fact> facts() {
    return server.map(process -> List.of(new Fact("AOT cache", process.cache()))).orElse(List.of());
  }

  public EventLoop loop() {
    return loop;
  }

  public Target target() {
    return target;
  }

  public ApiConnectionPool pool() {
    return pool;
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
    server.ifPresent(this::end);
  }

  private void end(ServerProcess process) {
    process.terminate();
    if (!process.await(Duration.ofSeconds(15))) {
      process.kill();
    }
    delete(process.data());
  }
}
