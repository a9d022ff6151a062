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
import waybill.bench.load.Callers;
import waybill.bench.load.Changes;
import waybill.bench.load.Journal;
import waybill.bench.load.Loop;
import waybill.bench.load.Pages;
import waybill.bench.load.Target;
import waybill.bench.load.World;
import waybill.bench.publish.Events;
import waybill.bench.report.Report.Fact;

/** A service, customers in it, and everything that puts load on them. */
public final class Rig implements AutoCloseable {
  /** More than one batch of the service's commits. */
  private static final int CONNECTIONS = 256;

  private final Options options;
  private final Optional<Server> server;
  private final Loop loop = new Loop();
  private final Target target;
  private final Callers callers;
  private final World world;
  private final Journal journal;
  private final Pages pages;
  private final Changes changes;
  private final int[] pagesOf;

  /**
   * Starts a service, or uses the one that is named, and makes the customers.
   *
   * @param settings of our own service, as environment variables
   */
  public Rig(Options options, Map<String, String> settings, int customers) {
    var server =
        options.url().isPresent()
            ? Optional.<Server>empty()
            : Optional.of(start(options, "server", Program.waybill(options), settings));
    var prefix = "b" + Long.toString(System.currentTimeMillis(), 36) + "-";
    this(options, server, staff(options, server), prefix, customers);
    say("making " + customers + " customers with an order each");
    world.make();
  }

  private Rig(
      Options options, Optional<Server> server, Target target, String prefix, int customers) {
    this.options = options;
    this.server = server;
    this.target = target;
    this.callers = new Callers(loop, target, CONNECTIONS);
    this.world = new World(loop, callers, customers, prefix);
    this.journal = new Journal(customers);
    this.pagesOf = new int[customers];
    this.pages = new Pages(loop, journal);
    this.changes = new Changes(loop, callers, journal, world);
  }

  /** A service with a publisher in its process; its customers have nothing but a name. */
  public static Rig publishing(Options options, Cores cores, int customers) {
    var program = cores.first(Program.publisher(options, customers));
    var server = Optional.of(start(options, "server", program, Map.of()));
    var rig = new Rig(options, server, staff(options, server), Events.PREFIX, customers);
    rig.say("registering " + customers + " customers");
    rig.world.register();
    return rig;
  }

  /** The C program, which knows its customers when their pages come. */
  public static Rig limit(Options options, Cores cores, Path program, int customers) {
    var server = start(options, "c-server", cores.first(Program.limit(program)), Map.of());
    var target = Target.of(server.base(), "");
    return new Rig(options, Optional.of(server), target, Events.PREFIX, customers);
  }

  private static Server start(
      Options options, String name, Program program, Map<String, String> settings) {
    var folder = options.out().resolve(name);
    delete(folder);
    return new Server(program, folder, settings);
  }

  private static Target staff(Options options, Optional<Server> server) {
    var base = options.url().orElseGet(() -> server.orElseThrow().base());
    var password =
        server
            .map(Server::password)
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
    openPages(count, 0, world.size());
  }

  /**
   * Opens so many further pages, spread over some customers, and says that they must see everything
   * that happens from now on.
   *
   * @param from the first of these customers
   * @param to the one after the last
   */
  public void openPages(int count, int from, int to) {
    say("opening " + count + " streams");
    for (int i = 0; i < count; i++) {
      int customer = from + i % (to - from);
      journal.watches(customer, ++pagesOf[customer]);
      pages.add(target, customer, world.id(customer));
    }
    pages.open(5000);
  }

  /** Says what happens now. */
  public void say(String what) {
    System.err.println("bench: " + what + " ...");
  }

  public Options options() {
    return options;
  }

  /**
   * Our own service.
   *
   * @throws IllegalStateException if it runs elsewhere
   */
  public Server server() {
    return server.orElseThrow(() ->
        new IllegalStateException(
            options.scenario() + " needs a service of its own: leave --url out"));
  }

  /** What the service takes from the machine; zeros when it is not ours. */
  public Usage usage() {
    return server.map(Server::usage).orElse(new Usage(Duration.ZERO, 0, 0, 0));
  }

  /** What a report is to say about our own service as it runs now. */
  public List<Fact> facts() {
    return server.map(ours -> List.of(new Fact("AOT cache", ours.cache()))).orElse(List.of());
  }

  public Loop loop() {
    return loop;
  }

  public Target target() {
    return target;
  }

  public Callers callers() {
    return callers;
  }

  public World world() {
    return world;
  }

  public Journal journal() {
    return journal;
  }

  public Pages pages() {
    return pages;
  }

  public Changes changes() {
    return changes;
  }

  /** Closes all pages and ends our own service. */
  @Override
  public void close() {
    pages.close();
    loop.close();
    // the log stays, the database would only fill the disk
    server.ifPresent(this::end);
  }

  private void end(Server ours) {
    ours.terminate();
    if (!ours.await(Duration.ofSeconds(15))) {
      ours.kill();
    }
    delete(ours.data());
  }
}
