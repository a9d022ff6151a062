package waybill;

import io.helidon.logging.common.LogConfig;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import waybill.Settings.BadSetting;
import waybill.access.Access;
import waybill.access.CookieNames;
import waybill.demo.Demo;
import waybill.http.Certificates;
import waybill.http.Cookies;
import waybill.http.Edge;
import waybill.http.HttpServer;
import waybill.api.OrderTopics;
import waybill.store.Customers;
import waybill.store.Database;
import waybill.store.EventLog;
import waybill.store.GroupCommit;
import waybill.store.Notes;
import waybill.store.OrderCommands;
import waybill.store.OrderSearch;
import waybill.store.Orders;
import waybill.stream.Hub;
import waybill.stream.InProcessBus;
import waybill.stream.StreamLimits;

/** Starts Waybill: everything is built here, in the order in which it depends on each other. */
public final class Main {
  private static final int CONNECTIONS = 8;
  private static final Duration HOUSEKEEPING_PERIOD = Duration.ofHours(1);
  private static final Duration STALL_CHECK_PERIOD = Duration.ofSeconds(1);

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
    var writer =
        new GroupCommit(database, event -> OrderTopics.messages(event).forEach(bus::publish));
    var log = new EventLog(database, clock);
    var orders = new Orders(database);
    var commands = new OrderCommands(writer, log, clock);
    var customers = new Customers(database);

    var streams = new Hub(new OrderTopics(log), settings.stream(), clock);
    bus.subscribe(streams::deliver);
    var stallCheck = new PeriodicTask("stall-check", STALL_CHECK_PERIOD, streams::cutStalled);
    var limits = settings.limits();
    var streamLimits = new StreamLimits(limits.credential(), limits.address(), limits.node());
    var access =
        Access.open(
            database,
            settings.access(),
            CookieNames.of(new Cookies(settings.secure())),
            orders::owner,
            streams,
            clock);

    var housekeeping =
        new PeriodicTask(
            "housekeeping",
            HOUSEKEEPING_PERIOD,
            () -> {
              commands.forgetOldKeys();
              access.sessions().forgetOver();
              access.signIn().forgetDevices();
            });

    var demo =
        settings.demo()
            ? Optional.of(Demo.start(commands, customers, orders, clock, settings.simulator()))
            : Optional.<Demo>empty();

    var firstPassword = new FirstAccounts(access.accounts()).make(settings);
    var web = settings.web();
    var server =
        HttpServer.start(
            settings.host(),
            settings.port(),
            settings.managementPort(),
            edge(settings),
            new HttpServer.Web(settings.secure(), web.origin(), web.corsOrigins(), settings.demo()),
            new HttpServer.Parts(
                commands,
                customers,
                orders,
                new OrderSearch(database),
                log,
                streams,
                streamLimits,
                new Notes(database),
                access,
                database::answers,
                clock));
    return new Waybill(
        demo,
        server,
        streams,
        stallCheck,
        access,
        bus,
        housekeeping,
        writer,
        database,
        firstPassword);
  }

  /** A page has its stream and asks for things besides. */
  private static Edge edge(Settings settings) {
    int connections = 2 * settings.limits().address() + 100;
    try {
      var certificates =
          settings.tls().isPresent()
              ? Optional.of(
                  Certificates.of(settings.tls().get().certificate(), settings.tls().get().key()))
              : Optional.<Certificates>empty();
      return new Edge(settings.http(), connections, settings.proxies(), certificates);
    } catch (Certificates.Unusable e) {
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
