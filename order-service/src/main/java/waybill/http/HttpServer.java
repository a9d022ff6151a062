package waybill.http;

import io.helidon.health.HealthCheckResponse;
import io.helidon.health.HealthCheckType;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.cors.CorsFeature;
import io.helidon.webserver.cors.CorsPathConfig;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.observe.ObserveFeature;
import io.helidon.webserver.observe.health.HealthObserver;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import waybill.access.Access;
import waybill.access.Guard;
import waybill.desk.Desk;
import waybill.edge.Certificates;
import waybill.edge.Edge;
import waybill.edge.EdgeSettings;
import waybill.edge.RequestTimes;
import waybill.store.Customers;
import waybill.store.EventLog;
import waybill.store.Notes;
import waybill.store.OrderSearch;
import waybill.store.Orders;
import waybill.stream.Places;
import waybill.stream.Streams;

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

  /** What the routes are made of. */
  public record Parts(
      Desk desk,
      Customers customers,
      Orders orders,
      OrderSearch search,
      EventLog log,
      Streams streams,
      Places places,
      Notes notes,
      Access access,
      BooleanSupplier databaseAnswers,
      InstantSource clock) {}

  /**
   * How browsers see us.
   *
   * @param secure whether they come over TLS only
   * @param origin where they find us, if that is not where we listen
   * @param corsOrigins whose scripts may call the API
   * @param demo whether the sign-in page shows the accounts that everybody knows
   */
  public record Web(boolean secure, Optional<URI> origin, Set<String> corsOrigins, boolean demo) {}

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
  public static HttpServer start(
      String host, int port, int managementPort, Edge edge, Proxies proxies, Web web, Parts parts) {
    var pages = new PageRoutes(web.demo());
    var routes = routes(parts, pages, new Cookies(web.secure()));
    var headers = new SecurityHeaders(web.secure());
    var server =
        WebServer.builder()
            .host(host)
            .port(port)
            .backlog(BACKLOG)
            .shutdownHook(false)
            .shutdownGracePeriod(Duration.ofMillis(300))
            .update(edge::configure)
            .routing(routing -> {
              routing.addFilter((chain, req, _) -> {
                ClientAddress.tell(req, proxies);
                chain.proceed();
              });
              addFilters(routing, web, headers);
              routes.register(routing, new Gate(parts.access().guard(), parts.access().audit()));
              pages.addAssets(routing);
              Problems.register(routing, headers);
            })
            .putSocket(
                MANAGEMENT,
                socket -> socket.host("127.0.0.1").port(managementPort).routing(_ -> {}))
            .addFeature(health(parts))
            .addFeature(cors(web.corsOrigins()))
            .build()
            .start();
    if (!server.isRunning()) {
      throw new IllegalStateException("the server does not listen");
    }
    return new HttpServer(server, routes, edge);
  }

  /**
   * What protects the public port.
   *
   * @param maxConnections from one address
   */
  public static Edge edge(
      RequestTimes times,
      int maxConnections,
      Proxies proxies,
      Optional<Certificates> certificates) {
    return new Edge(
        new EdgeSettings(
            times,
            maxConnections,
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
    new CustomerRoutes(parts.desk(), parts.customers(), parts.orders(), parts.log(), access.audit())
        .addTo(routes);
    new OrderRoutes(
            parts.desk(),
            parts.orders(),
            parts.search(),
            parts.log(),
            access.audit(),
            parts.clock())
        .addTo(routes);
    new EventRoutes(parts.log(), parts.streams(), parts.places()).addTo(routes);
    new BulkRoutes(parts.desk(), parts.log(), access.audit(), parts.clock()).addTo(routes);
    new SignInRoutes(
            access.signIn(),
            access.sessions(),
            access.tokens(),
            access.rights(),
            cookies,
            access.audit())
        .addTo(routes);
    new AccountRoutes(access.accounts(), access.audit()).addTo(routes);
    new LinkRoutes(
            access.links(), access.rights(), parts.orders(), cookies, access.audit(), parts.clock())
        .addTo(routes);
    new NoteRoutes(parts.notes(), parts.orders(), access.audit(), parts.clock()).addTo(routes);
    ClockRoutes.addTo(routes);
    pages.addTo(routes);
    return routes;
  }

  private static void addFilters(HttpRouting.Builder routing, Web web, SecurityHeaders headers) {
    routing.addFilter((chain, _, res) -> {
      headers.addTo(res.headers());
      chain.proceed();
    });
    routing.addFilter(new CrossSite(web.origin(), web.corsOrigins()));
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

  /** Live while it runs; ready while the database answers and streams are taken. */
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
            .addCheck(() -> up(!parts.streams().isDraining()), HealthCheckType.READINESS, "streams")
            .build();
    return ObserveFeature.builder()
        .observersDiscoverServices(false)
        .addObserver(health)
        .sockets(List.of(MANAGEMENT))
        .build();
  }

  private static HealthCheckResponse up(boolean up) {
    return HealthCheckResponse.builder().status(up).build();
  }

  /** The names of our cookies. */
  public static Guard.Cookies cookies(boolean secure) {
    return Cookies.names(secure);
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
