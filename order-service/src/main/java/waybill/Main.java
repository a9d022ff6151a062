package waybill;

import io.helidon.logging.common.LogConfig;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import waybill.Settings.BadSetting;
import waybill.access.Access;
import waybill.bus.InProcessBus;
import waybill.demo.Demo;
import waybill.desk.Desk;
import waybill.edge.Certificates;
import waybill.edge.Certificates.InvalidCertificate;
import waybill.http.HttpServer;
import waybill.store.Customers;
import waybill.store.Database;
import waybill.store.EventLog;
import waybill.store.GroupCommit;
import waybill.store.Housekeeping;
import waybill.store.Ledger;
import waybill.store.Notes;
import waybill.store.OrderSearch;
import waybill.store.Orders;
import waybill.stream.Hub;
import waybill.stream.Places;
import waybill.stream.Streams;

/** Starts Waybill: everything is built here, in the order in which it depends on each other. */
public final class Main {
  private static final int CONNECTIONS = 8;
  private static final Duration CERTIFICATE_CHECK = Duration.ofSeconds(2);

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

  /** Starts the service that {@link #main} would, in a process that has other things to do too. */
  public static Waybill start(Settings settings) {
    Ports.requireFree(settings);
    var clock = InstantSource.system();
    var database = open(settings);
    var bus = new InProcessBus();
    var writer = new GroupCommit(database, bus::publish);
    var log = new EventLog(database, clock);
    var orders = new Orders(database);
    var ledger = new Ledger(writer, orders, log, clock);
    var customers = new Customers(database);
    var desk = new Desk(ledger, clock);

    var hub = new Hub(log);
    bus.subscribe(hub::deliver);
    var streams = new Streams(log, hub, settings.stream(), clock);
    var limits = settings.limits();
    var places = new Places(limits.credential(), limits.address(), limits.node());
    var access =
        Access.open(
            database,
            settings.access(),
            HttpServer.cookies(settings.secure()),
            orders::owner,
            new WatchedStreams(streams),
            clock);

    var housekeeping =
        new Housekeeping(
            Map.of(
                "answers of yesterday", ledger::forgetOldAnswers,
                "sessions that are over", access.sessions()::forgetOver,
                "devices not seen for long", access.signIn()::forgetDevices));

    var demo =
        settings.demo()
            ? Optional.of(Demo.start(desk, customers, orders, clock, settings.simulator()))
            : Optional.<Demo>empty();

    var firstPassword = new FirstAccounts(access.accounts()).make(settings);
    var web = settings.web();
    var certificates = certificates(settings);
    // a page has its stream and asks for things besides
    int connections = 2 * limits.address() + 100;
    var edge = HttpServer.edge(settings.http(), connections, settings.proxies(), certificates);
    var server =
        HttpServer.start(
            settings.host(),
            settings.port(),
            settings.managementPort(),
            edge,
            settings.proxies(),
            new HttpServer.Web(settings.secure(), web.origin(), web.corsOrigins(), settings.demo()),
            new HttpServer.Parts(
                desk,
                customers,
                orders,
                new OrderSearch(database),
                log,
                streams,
                places,
                new Notes(database),
                access,
                database::answers,
                clock));
    var tasks = new ArrayList<PeriodicTask>();
    tasks.add(new PeriodicTask("deadlines", edge.checkPeriod(), edge::checkDeadlines));
    certificates.ifPresent(pair ->
        tasks.add(new PeriodicTask("certificates", CERTIFICATE_CHECK, pair::reloadIfChanged)));
    return new Waybill(
        demo, server, tasks, streams, access, bus, housekeeping, writer, database, firstPassword);
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
      return Database.open(db.url(), db.username(), db.password(), CONNECTIONS);
    }
    try {
      Files.createDirectories(settings.data());
    } catch (IOException e) {
      throw new BadSetting("waybill.data: the folder cannot be made (" + e + ")");
    }
    return Database.open(settings.data(), CONNECTIONS);
  }

  /** In one piece: whoever waits for its first line may stop the service at once. */
  private static void announce(Settings settings, Waybill waybill) {
    var host = settings.host();
    int port = waybill.server().port();
    var lines =
        waybill
            .demo()
            .map(demo -> Banner.demo(host, port, demo.parked()))
            .orElseGet(() -> Banner.plain(host, port, waybill.firstPassword()));
    var said = String.join("\n", lines) + "\n";
    // all addresses that it names are its own
    System.out.print(settings.tls().isPresent() ? said.replace("http://", "https://") : said);
  }
}
