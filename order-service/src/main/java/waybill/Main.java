package waybill;

import io.helidon.logging.common.LogConfig;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import waybill.Settings.BadSetting;
import waybill.access.Access;
import waybill.access.AccountRoutes;
import waybill.access.CookieNames;
import waybill.access.InitialAccounts;
import waybill.access.LinkRoutes;
import waybill.access.SignInRoutes;
import waybill.api.EventRoutes;
import waybill.api.OrderRoutes;
import waybill.api.OrderTopics;
import waybill.api.StreamsWhileAway;
import waybill.backup.BackupCommand;
import waybill.backup.BackupCommand.CommandFailed;
import waybill.backup.BackupRoute;
import waybill.backup.DatabaseMark;
import waybill.bulk.BulkRoutes;
import waybill.clock.ClockRoutes;
import waybill.customers.CustomerRoutes;
import waybill.demo.Demo;
import waybill.edge.Certificates;
import waybill.edge.Edge;
import waybill.engine.Engine;
import waybill.health.Health;
import waybill.http.Cookies;
import waybill.http.RouteTable;
import waybill.limits.StreamLimits;
import waybill.log.Customers;
import waybill.log.Database;
import waybill.log.EventLog;
import waybill.log.GroupCommit;
import waybill.log.OrderCommands;
import waybill.log.OrderStore;
import waybill.lost.LostEvents;
import waybill.notes.NoteRoutes;
import waybill.notes.Notes;
import waybill.order.LoggedEvent;
import waybill.pages.PageRoutes;
import waybill.retention.LogRetention;
import waybill.search.OrderSearch;
import waybill.search.SearchRoutes;
import waybill.stream.EventBus;
import waybill.stream.Hub;
import waybill.tasks.Lease;
import waybill.tasks.PeriodicTask;

/** Builds the whole service and starts it; each part is built after those that it depends on. */
public final class Main {
  private static final int MAX_DATABASE_CONNECTIONS = 8;
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final Settings settings;
  private final Parts parts;
  private final InstantSource clock = InstantSource.system();
  private final Optional<Certificates> certificates;
  private final Edge edge;

  // the log: what is true
  private final Optional<DatabaseMark> mark;
  private final Database database;
  private final EventLog log;
  private final EventBus bus;
  private final GroupCommit writer;
  private final OrderStore orders;
  private final Customers customers;
  private final OrderCommands commands;

  // the streams: what open pages receive
  private final Hub hub;

  // access: who is allowed to do what
  private final Cookies cookies;
  private final Access access;

  public static void main(String[] args) {
    LogConfig.configureRuntime();
    try {
      var settings = Settings.read(System.getenv());
      if (args.length > 0) {
        System.out.println(new BackupCommand(settings.dataOfH2()).run(args));
        return;
      }
      var waybill = start(settings);
      // Helidon keeps the log open until this is done; a hook of our own would run beside its end
      io.helidon.Main.addShutdownHandler(waybill::close);
      waybill.announce(settings);
    } catch (BadSetting | Database.Unavailable | CommandFailed e) {
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
    var parts = new Parts();
    try {
      return new Main(settings, parts).start();
    } catch (RuntimeException | Error e) {
      parts.closeAfter(e);
      throw e;
    }
  }

  private Main(Settings settings, Parts parts) {
    this.settings = settings;
    this.parts = parts;
    certificates = HttpServer.certificates(settings);
    edge = HttpServer.edge(settings, certificates);

    // only the H2 file in waybill.data has a mark beside it
    mark =
        settings.database().isPresent()
            ? Optional.empty()
            : Optional.of(new DatabaseMark(settings.data()));
    database = parts.add(database(settings));
    mark.ifPresent(it -> it.renewEpochOfACopy(database));
    log = new EventLog(database);
    bus = parts.add(settings.bus().open(log::epoch));
    writer = parts.add(new GroupCommit(database, this::publish));
    mark.ifPresent(it -> it.begin(database));
    orders = new OrderStore(database);
    customers = new Customers(database);
    commands = new OrderCommands(writer, log, clock, OrderSearch::index);

    hub = new Hub(new OrderTopics(log), settings.stream(), clock);
    bus.subscribe(hub::deliver);
    database.epoch().whenChanged(hub::lookAgain);

    cookies = new Cookies(settings.secure());
    var names = CookieNames.of(cookies);
    access = Access.open(database, settings.access(), names, orders::owner, hub, clock);
  }

  /** After each commit, on the writer's thread. */
  private void publish(LoggedEvent event) {
    OrderTopics.messages(event).forEach(bus::publish);
    mark.ifPresent(DatabaseMark::committed);
  }

  private Waybill start() {
    var first = parts.add(lease("start", Duration.ofSeconds(20))).await();
    if (settings.demo() && !access.accounts().isOfDemo() && !customers.list("", 1).isEmpty()) {
      throw new BadSetting(
          "waybill.demo: waybill.data has customers who are not of the demo, and its simulator would"
              + " move their orders; start without the demo, or with another folder");
    }
    var demo =
        settings.demo()
            ? Optional.of(Demo.load(commands, customers, orders, clock))
            : Optional.<Demo>empty();
    // after the customers of the demo, who get accounts
    var firstPassword = createAccounts();
    access.tokens().prepare();
    first.close();
    var simulator = parts.add(lease("simulator", Demo.PAUSE.multipliedBy(3)));
    var tasks = startTasks();
    tasks.forEach(parts::add);
    var health =
        new Health(
            Health.readiness(database::lastFailure, hub::isDraining, tasks),
            Map.of("bus", bus::degraded),
            Map.of("openStreams", hub::size, "waitingChanges", writer::waiting));
    var pages = new PageRoutes(settings.demo(), settings.assets());
    var filter = new StreamsWhileAway(access, hub);
    var backup = new BackupRoute(database, settings.data());
    var server =
        parts.add(
            HttpServer.start(settings, edge, routes(pages), filter, pages, health, backup::addTo));
    // closed before the server: what waits is committed, and its callers are answered
    parts.add(writer);
    mark.ifPresent(_ -> backup.announce(server.managementPort()));
    parts.add(hub);
    parts.add(
        new PeriodicTask("health", SECOND, () -> hub.deliver(health.message(clock.instant()))));
    demo.filter(_ -> settings.simulator())
        .map(it -> simulator.whileHeld(it.simulatorTurn()))
        .ifPresent(it -> parts.add(new PeriodicTask("simulator", Demo.PAUSE, it)));
    return new Waybill(demo, server, hub, access, bus, writer, database, parts, firstPassword);
  }

  private Lease lease(String name, Duration term) {
    return new Lease(database, settings.bus().isInProcess(), name, term);
  }

  /** Returns the password of the first account if the service has chosen it. */
  private Optional<String> createAccounts() {
    var accounts = access.accounts();
    if (!settings.demo() && accounts.isOfDemo()) {
      throw new BadSetting(
          "waybill.data: this is the data of a demo, with accounts that everybody knows; start with"
              + " waybill.demo=true, or with another folder");
    }
    return new InitialAccounts(accounts).create(settings.demo(), settings.adminPassword());
  }

  private RouteTable routes(PageRoutes pages) {
    var limits = settings.limits();
    var permits = new StreamLimits(limits.credential(), limits.address(), limits.node());
    var audit = access.audit();
    var routes = new RouteTable();
    new CustomerRoutes(commands, customers, audit).addTo(routes);
    new OrderRoutes(commands, orders, log, audit, clock).addTo(routes);
    new SearchRoutes(new OrderSearch(database), log).addTo(routes);
    new BulkRoutes(commands, log, audit, clock).addTo(routes);
    new EventRoutes(log, hub, permits).addTo(routes);
    new NoteRoutes(new Notes(database), orders, audit, clock).addTo(routes);
    new SignInRoutes(access, cookies).addTo(routes);
    new AccountRoutes(access).addTo(routes);
    new LinkRoutes(access, orders::named, cookies, clock).addTo(routes);
    new ClockRoutes().addTo(routes, settings.stream().age());
    pages.addTo(routes);
    return routes;
  }

  /** What runs periodically, each task in a thread of its own. */
  private List<PeriodicTask> startTasks() {
    var hour = Duration.ofHours(1);
    var tasks = new ArrayList<PeriodicTask>();
    tasks.add(
        new PeriodicTask("stale streams", SECOND, () -> hub.stale(database.check().isPresent())));
    mark.ifPresent(it -> tasks.add(new PeriodicTask("database mark", SECOND, it::update)));
    var lost = new LostEvents(database, hub, bus, settings.sweepPeriod());
    tasks.add(new PeriodicTask("lost events", LostEvents.CHECK_PERIOD, lost::findIfDue));
    tasks.add(
        new PeriodicTask("ended rights", Duration.ofMillis(500), access.revocations()::sweep));
    tasks.add(new PeriodicTask("sign-in failures", SECOND, access.signIn()::exchangeFailures));
    tasks.add(new PeriodicTask("slow requests", edge.checkPeriod(), edge::checkDeadlines));
    tasks.add(new PeriodicTask("audit", Duration.ofMinutes(1), access.audit()::logOmitted));
    tasks.add(new PeriodicTask("old keys", hour, commands::forgetOldKeys));
    tasks.add(new PeriodicTask("old sessions", hour, access.sessions()::deleteExpired));
    tasks.add(new PeriodicTask("old devices", hour, access.signIn().devices()::deleteExpired));
    var retention = new LogRetention(database, settings.keep(), clock);
    var once = parts.add(lease("retention", Duration.ofHours(2)));
    tasks.add(new PeriodicTask("old events", hour, once.whileHeld(retention::deleteOld)));
    certificates.ifPresent(pair ->
        tasks.add(new PeriodicTask("certificates", Duration.ofSeconds(2), pair::reloadIfChanged)));
    return List.copyOf(tasks);
  }

  private static Database database(Settings settings) {
    var h2 = Engine.h2(settings.data());
    var db = settings.database().orElseGet(() -> new Settings.Database(h2, "sa", ""));
    return Database.open(db.url(), db.username(), db.password(), MAX_DATABASE_CONNECTIONS);
  }
}
