package waybill;

import io.helidon.logging.common.LogConfig;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import waybill.Settings.BadSetting;
import waybill.access.Access;
import waybill.access.CookieNames;
import waybill.api.OrderTopics;
import waybill.demo.Demo;
import waybill.edge.Certificates;
import waybill.edge.Certificates.InvalidCertificate;
import waybill.edge.Edge;
import waybill.http.Cookies;
import waybill.log.Customers;
import waybill.log.Database;
import waybill.log.EventLog;
import waybill.log.GroupCommit;
import waybill.log.Notes;
import waybill.log.OrderCommands;
import waybill.log.OrderSearch;
import waybill.log.OrderStore;
import waybill.stream.Hub;
import waybill.stream.InProcessBus;
import waybill.stream.StreamLimits;

/** Starts Waybill: everything is built here, in the order in which it depends on each other. */
public final class Main {
  private static final int DATABASE_CONNECTIONS = 8;
  private static final Duration COMPACTION_PERIOD = Duration.ofSeconds(10);
  private static final Duration COMPACTION_LIMIT = Duration.ofMillis(200);

  private Main() {}

  public static void main(String[] args) {
    LogConfig.configureRuntime();
    try {
      var settings = Settings.read(System.getenv());
      var waybill = start(settings);
      // Helidon keeps the log open until this is done; a hook of our own would run beside its end
      io.helidon.Main.addShutdownHandler(waybill::close);
      announce(settings, waybill);
    } catch (BadSetting | Database.Unavailable e) {
      System.err.println("waybill: " + e.getMessage());
      System.exit(2);
    } catch (RuntimeException e) {
      // threads that run already would keep half a service alive
      System.getLogger(Main.class.getName()).log(Level.ERROR, "Waybill cannot start", e);
      System.exit(1);
    }
  }

  /** Starts the service; also for tests and tools that run it within their own process. */
  public static Waybill start(Settings settings) {
    PortCheck.requireFree(settings);
    var clock = InstantSource.system();

    // the log: what is true
    var database = open(settings);
    var bus = new InProcessBus();
    var writer =
        new GroupCommit(database, event -> OrderTopics.messages(event).forEach(bus::publish));
    var log = new EventLog(database, clock);
    var orders = new OrderStore(database);
    var customers = new Customers(database);
    var commands = new OrderCommands(writer, log, clock);

    // the streams: what open pages hear
    var hub = new Hub(new OrderTopics(log), settings.stream(), clock);
    bus.subscribe(hub::deliver);

    // who may
    var cookies = CookieNames.of(new Cookies(settings.secure()));
    var access = Access.open(database, settings.access(), cookies, orders::owner, hub, clock);
    var firstPassword = new InitialAccounts(access.accounts()).make(settings);

    var demo =
        settings.demo()
            ? Optional.of(Demo.load(commands, customers, orders, clock))
            : Optional.<Demo>empty();
    var certificates = certificates(settings);
    var edge = HttpServer.edge(settings, certificates);
    var tasks = new ArrayList<>(tasks(hub, access, commands, edge, certificates));
    tasks.add(
        new PeriodicTask("file compaction", COMPACTION_PERIOD, () -> compact(writer, database)));
    var simulator =
        demo.filter(_ -> settings.simulator())
            .map(it -> new PeriodicTask("simulator", Demo.PAUSE, it.simulatorTurn()));
    simulator.ifPresent(tasks::add);
    var limits = settings.limits();
    var parts =
        new HttpServer.Parts(
            commands,
            customers,
            orders,
            new OrderSearch(database),
            new Notes(database),
            log,
            hub,
            new StreamLimits(limits.credential(), limits.address(), limits.node()),
            access,
            database::answers,
            List.copyOf(tasks),
            clock);
    var server = HttpServer.start(settings, edge, parts);
    return new Waybill(
        demo,
        simulator,
        server,
        hub,
        access,
        bus,
        List.copyOf(tasks),
        writer,
        database,
        firstPassword);
  }

  /** What is looked at again and again, each in a thread of its own; readiness shows them. */
  private static List<PeriodicTask> tasks(
      Hub hub,
      Access access,
      OrderCommands commands,
      Edge edge,
      Optional<Certificates> certificates) {
    var second = Duration.ofSeconds(1);
    var hour = Duration.ofHours(1);
    var tasks = new ArrayList<PeriodicTask>();
    tasks.add(new PeriodicTask("stalled streams", second, hub::cutStalled));
    tasks.add(
        new PeriodicTask("ended rights", Duration.ofMillis(500), access.revocations()::sweep));
    tasks.add(new PeriodicTask("slow requests", edge.checkPeriod(), edge::checkDeadlines));
    tasks.add(new PeriodicTask("old keys", hour, commands::forgetOldKeys));
    tasks.add(new PeriodicTask("old sessions", hour, access.sessions()::forgetOver));
    tasks.add(new PeriodicTask("old devices", hour, access.signIn()::forgetDevices));
    certificates.ifPresent(pair ->
        tasks.add(new PeriodicTask("certificates", Duration.ofSeconds(2), pair::reloadIfChanged)));
    return List.copyOf(tasks);
  }

  /** Changes wait while the file is compacted, so that is done only when there are none. */
  private static void compact(GroupCommit writer, Database database) {
    if (writer.wasIdle()) {
      database.compact(COMPACTION_LIMIT);
    }
  }

  private static Optional<Certificates> certificates(Settings settings) {
    if (settings.tls().isEmpty()) {
      return Optional.empty();
    }
    try {
      var files = settings.tls().get();
      return Optional.of(Certificates.load(files.certificate(), files.key()));
    } catch (InvalidCertificate e) {
      throw new BadSetting("waybill.tls: " + e.getMessage());
    }
  }

  private static Database open(Settings settings) {
    if (settings.database().isPresent()) {
      var db = settings.database().get();
      return Database.open(db.url(), db.username(), db.password(), DATABASE_CONNECTIONS);
    }
    try {
      Files.createDirectories(settings.data());
    } catch (IOException e) {
      throw new BadSetting("waybill.data: the folder cannot be made (" + e + ")");
    }
    return Database.open(settings.data(), DATABASE_CONNECTIONS);
  }

  /** Printed at once: a script that waits for the first line may stop the service after it. */
  private static void announce(Settings settings, Waybill waybill) {
    var host = settings.host();
    int port = waybill.server().port();
    var lines =
        waybill
            .demo()
            .map(demo -> Banner.demo(host, port, demo.parked()))
            .orElseGet(() -> Banner.plain(host, port, waybill.firstPassword()));
    var text = String.join("\n", lines) + "\n";
    // all addresses in it are the service's own
    System.out.print(settings.tls().isPresent() ? text.replace("http://", "https://") : text);
  }
}
