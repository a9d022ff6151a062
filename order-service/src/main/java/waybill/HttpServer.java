package waybill;

import io.helidon.health.HealthCheckResponse;
import io.helidon.health.HealthCheckType;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.cors.CorsFeature;
import io.helidon.webserver.cors.CorsPathConfig;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.observe.ObserveFeature;
import io.helidon.webserver.observe.health.HealthObserver;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import waybill.access.Access;
import waybill.access.AccountRoutes;
import waybill.access.AuthorizationFilter;
import waybill.access.LinkRoutes;
import waybill.access.SignInRoutes;
import waybill.api.ApiProblems;
import waybill.api.ClockRoutes;
import waybill.api.CustomerRoutes;
import waybill.api.EventRoutes;
import waybill.api.OrderRoutes;
import waybill.bulk.BulkRoutes;
import waybill.edge.Certificates;
import waybill.edge.Edge;
import waybill.edge.EdgeSettings;
import waybill.http.ClientAddress;
import waybill.http.Cookies;
import waybill.http.CrossSite;
import waybill.http.Problems;
import waybill.http.Proxies;
import waybill.http.RouteTable;
import waybill.http.SecurityHeaders;
import waybill.log.Customers;
import waybill.log.EventLog;
import waybill.log.OrderCommands;
import waybill.log.OrderSearch;
import waybill.log.OrderStore;
import waybill.notes.NoteRoutes;
import waybill.notes.Notes;
import waybill.pages.PageRoutes;
import waybill.stream.Hub;
import waybill.stream.StreamLimits;

/** Helidon's server with all routes of the contract on it. */
public final class HttpServer implements AutoCloseable {
  private static final String MANAGEMENT = "management";

  /** Connections that wait to be accepted when all pages come back at once. */
  private static final int BACKLOG = 4096;

  /** Below that of the routing, so that CORS is asked after our own filters. */
  private static final double CORS_WEIGHT = 50;

  private final WebServer server;
  private final RouteTable routes;
  private final Edge edge;

  /**
   * What the routes are made of.
   *
   * @param databaseAnswers and {@code tasks}: what readiness depends on
   */
  public record Parts(
      OrderCommands commands,
      Customers customers,
      OrderStore orders,
      OrderSearch search,
      Notes notes,
      EventLog log,
      Hub hub,
      StreamLimits streamLimits,
      Access access,
      BooleanSupplier databaseAnswers,
      List<PeriodicTask> tasks,
      InstantSource clock) {}

  private HttpServer(WebServer server, RouteTable routes, Edge edge) {
    this.server = server;
    this.routes = routes;
    this.edge = edge;
  }

  /**
   * Starts to listen; streams must be ended before the server is closed, or it waits for them.
   *
   * @throws IllegalStateException if it cannot listen; Helidon only logs why
   */
  static HttpServer start(Settings settings, Edge edge, Parts parts) {
    var pages = new PageRoutes(settings.demo(), settings.assets());
    var routes = routes(parts, pages, new Cookies(settings.secure()));
    var corsOrigins = settings.web().corsOrigins();
    var server =
        WebServer.builder()
            .host(settings.host())
            .port(settings.port())
            .backlog(BACKLOG)
            .shutdownHook(false)
            .shutdownGracePeriod(Duration.ofMillis(300))
            .update(edge::configure)
            .routing(routing -> addRouting(routing, settings, parts, routes, pages))
            .putSocket(
                MANAGEMENT,
                socket -> socket.host("127.0.0.1").port(settings.managementPort()).routing(_ -> {}))
            .addFeature(health(parts))
            .addFeature(cors(corsOrigins))
            .build()
            .start();
    if (!server.isRunning()) {
      throw new IllegalStateException("the server does not listen");
    }
    return new HttpServer(server, routes, edge);
  }

  private static void addRouting(
      HttpRouting.Builder routing,
      Settings settings,
      Parts parts,
      RouteTable routes,
      PageRoutes pages) {
    var headers = new SecurityHeaders(settings.secure());
    var web = settings.web();
    routing.addFilter((chain, req, res) -> {
      ClientAddress.tell(req, settings.proxies());
      headers.addTo(res.headers());
      chain.proceed();
    });
    routing.addFilter(new CrossSite(web.origin(), web.corsOrigins()));
    var access = parts.access();
    routes.register(
        routing, new AuthorizationFilter(access.security(), access.sessions(), access.audit()));
    pages.addAssets(routing);
    Problems.register(routing, headers, ApiProblems::of);
  }

  /** What guards the public port beyond Helidon. */
  static Edge edge(Settings settings, Optional<Certificates> certificates) {
    var proxies = settings.proxies();
    return new Edge(
        new EdgeSettings(
            settings.http(),
            // a page has its stream and sends other requests besides
            2 * settings.limits().address() + 100,
            Proxies::throttleKey,
            proxies::trust,
            // above a route's own limit, so that the route answers and the rest is passed over
            2 * BulkRoutes.MAX_BODY,
            BulkRoutes::largestBody,
            Problems::early,
            certificates));
  }

  private static RouteTable routes(Parts parts, PageRoutes pages, Cookies cookies) {
    var access = parts.access();
    var routes = new RouteTable();
    new CustomerRoutes(
            parts.commands(), parts.customers(), parts.orders(), parts.log(), access.audit())
        .addTo(routes);
    new OrderRoutes(
            parts.commands(),
            parts.orders(),
            parts.search(),
            parts.log(),
            access.audit(),
            parts.clock())
        .addTo(routes);
    new BulkRoutes(parts.commands(), parts.log(), access.audit(), parts.clock()).addTo(routes);
    new EventRoutes(parts.log(), parts.hub(), parts.streamLimits()).addTo(routes);
    new SignInRoutes(
            access.signIn(),
            access.sessions(),
            access.tokens(),
            access.revocations(),
            cookies,
            access.audit())
        .addTo(routes);
    new AccountRoutes(access.accounts(), access.signIn(), access.revocations(), access.audit())
        .addTo(routes);
    new LinkRoutes(
            access.links(),
            access.revocations(),
            parts.orders()::owner,
            cookies,
            access.audit(),
            parts.clock())
        .addTo(routes);
    new NoteRoutes(parts.notes(), parts.orders(), access.audit(), parts.clock()).addTo(routes);
    new ClockRoutes().addTo(routes);
    pages.addTo(routes);
    return routes;
  }

  /** Tokens may come from there; cookies never do (SameSite). */
  private static CorsFeature cors(Set<String> origins) {
    var paths =
        CorsPathConfig.builder()
            .pathPattern("/api/*")
            .allowOrigins(origins)
            .allowMethods(Set.of("GET", "POST", "PUT", "DELETE"))
            .allowHeaders(
                Set.of(
                    "Authorization",
                    "Content-Type",
                    "If-Match",
                    "If-None-Match",
                    "Idempotency-Key",
                    "Last-Event-ID"))
            .exposeHeaders(Set.of("ETag", "Link", "Location", "Retry-After"))
            .build();
    return CorsFeature.builder()
        .enabled(!origins.isEmpty())
        .addPath(paths)
        .addDefaults(false)
        .sockets(Set.of(WebServer.DEFAULT_SOCKET_NAME))
        .weight(CORS_WEIGHT)
        .build();
  }

  /** Ready while the database answers, streams are taken and every periodic task succeeds. */
  private static ObserveFeature health(Parts parts) {
    var health =
        HealthObserver.builder()
            .useSystemServices(false)
            .details(true)
            .addCheck(() -> up(true), HealthCheckType.LIVENESS, "running")
            .addCheck(
                () -> up(parts.databaseAnswers().getAsBoolean()),
                HealthCheckType.READINESS,
                "database")
            .addCheck(() -> up(!parts.hub().isDraining()), HealthCheckType.READINESS, "streams");
    for (var task : parts.tasks()) {
      health.addCheck(() -> up(task.healthy()), HealthCheckType.READINESS, task.name());
    }
    return ObserveFeature.builder()
        .observersDiscoverServices(false)
        .addObserver(health.build())
        .sockets(List.of(MANAGEMENT))
        .build();
  }

  private static HealthCheckResponse up(boolean up) {
    return HealthCheckResponse.builder().status(up).build();
  }

  /** Every path of the API and the pages, with the methods it knows. */
  public Map<String, Set<String>> routes() {
    return routes.methods();
  }

  /** The port it listens on, also when any free one was asked for. */
  public int port() {
    return server.port();
  }

  /** How many connections are open. */
  public int connections() {
    return edge.connections();
  }

  /** The port of the health checks. */
  public int managementPort() {
    return server.port(MANAGEMENT);
  }

  @Override
  public void close() {
    server.stop();
  }
}
