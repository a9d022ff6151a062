package waybill;

import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import waybill.Settings.BadSetting;
import waybill.api.ErrorMapper;
import waybill.bulk.BulkRoutes;
import waybill.crossorigin.CorsHeaders;
import waybill.crossorigin.CrossSite;
import waybill.edge.Certificates;
import waybill.edge.Certificates.InvalidCertificate;
import waybill.edge.Edge;
import waybill.edge.EdgeSettings;
import waybill.health.Health;
import waybill.health.HealthChecks;
import waybill.health.Http10;
import waybill.http.ClientAddress;
import waybill.http.Problem;
import waybill.http.Problems;
import waybill.http.Proxies;
import waybill.http.RouteTable;
import waybill.http.SecurityHeaders;
import waybill.pages.PageRoutes;

/** Helidon's server with all routes of the contract on it. */
public final class HttpServer implements AutoCloseable {
  private static final String MANAGEMENT = "management";

  /** Connections that wait to be accepted when all pages come back at once. */
  private static final int BACKLOG = 4096;

  private final WebServer server;
  private final RouteTable routes;
  private final Edge edge;

  private HttpServer(WebServer server, RouteTable routes, Edge edge) {
    this.server = server;
    this.routes = routes;
    this.edge = edge;
  }

  /**
   * Starts to listen; streams must be ended before the server is closed, or it waits for them.
   *
   * @param authorization runs before each route
   * @throws IllegalStateException if it cannot listen; Helidon only logs why
   */
  static HttpServer start(
      Settings settings,
      Edge edge,
      RouteTable routes,
      RouteTable.Interceptor authorization,
      PageRoutes pages,
      Health health,
      Consumer<HttpRouting.Builder> management) {
    var server =
        WebServer.builder()
            .host(settings.host())
            .port(settings.port())
            .backlog(BACKLOG)
            .shutdownHook(false)
            .shutdownGracePeriod(Duration.ofMillis(300))
            .update(edge::configure)
            .routing(routing -> {
              addFilters(routing, settings, pages);
              routes.register(routing, authorization);
              pages.addAssets(routing);
            })
            .putSocket(
                MANAGEMENT,
                socket ->
                    socket
                        .host(settings.managementHost())
                        .port(settings.managementPort())
                        .update(Http10::accept)
                        .routing(management))
            .addFeature(HealthChecks.on(MANAGEMENT, health))
            .build()
            .start();
    if (!server.isRunning()) {
      server.stop();
      throw new IllegalStateException("the server does not listen");
    }
    return new HttpServer(server, routes, edge);
  }

  /** The files of {@code waybill.tls}, if there are any. */
  static Optional<Certificates> certificates(Settings settings) {
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

  /** What protects the public port beyond Helidon. */
  static Edge edge(Settings settings, Optional<Certificates> certificates) {
    var proxies = settings.proxies();
    return new Edge(
        new EdgeSettings(
            settings.http(),
            // a page has its stream and sends other requests besides
            2 * settings.limits().address() + 100,
            Proxies::throttleKey,
            proxies::trust,
            // above a route's own limit, so that the route answers and the rest is skipped
            2 * BulkRoutes.MAX_BODY,
            BulkRoutes::largestBody,
            Problems::early,
            certificates));
  }

  /** What happens to every request and every error, on all routes. */
  private static void addFilters(HttpRouting.Builder routing, Settings settings, PageRoutes pages) {
    var headers = new SecurityHeaders(settings.secure());
    var cors = new CorsHeaders(settings.web().corsOrigins());
    routing.addFilter((chain, req, res) -> {
      ClientAddress.register(req, settings.proxies());
      headers.addTo(res.headers());
      cors.addTo(req, res.headers());
      // again, because a route or an error may have replaced them
      res.beforeSend(() -> cors.addTo(req, res.headers()));
      // Helidon drops the parameters of path segments (RFC 3986, section 3.3), which we do not have
      if (req.prologue().uriPath().rawPath().indexOf(';') >= 0) {
        throw Problem.notFound().exception();
      }
      chain.proceed();
    });
    routing.addFilter(new CrossSite(settings.web().origin(), settings.web().corsOrigins()));
    Problems.register(routing, headers, ErrorMapper::of, pages::error);
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
