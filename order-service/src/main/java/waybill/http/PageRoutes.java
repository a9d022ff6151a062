package waybill.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.staticcontent.StaticContentService;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The pages and their assets, as they lie in the jar. */
final class PageRoutes {
  private static final String ROOT = "waybill/web/";

  /** Everything from here, nothing inline, never in a frame. */
  private static final String CONTENT_SECURITY_POLICY =
      "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

  private PageRoutes() {}

  static void addTo(RouteTable routes) {
    routes
        .on(Method.GET, "/", page("index.html"))
        .on(Method.GET, "/orders", page("orders.html"))
        .on(Method.GET, "/orders/{id}", page("order.html"))
        .on(Method.GET, "/clock", page("clock.html"));
  }

  static void addAssets(HttpRouting.Builder routing) {
    routing.any("/assets/*", PageRoutes::assetHeaders);
    routing.register("/assets", StaticContentService.builder(ROOT + "assets").build());
  }

  private static void assetHeaders(ServerRequest req, ServerResponse res) {
    res.header("X-Content-Type-Options", "nosniff");
    res.header(HeaderNames.CACHE_CONTROL, "no-cache");
    res.next();
  }

  private static Handler page(String name) {
    var html = load(name);
    return (req, res) -> {
      res.header("Content-Security-Policy", CONTENT_SECURITY_POLICY);
      res.header("Referrer-Policy", "same-origin");
      res.header(HeaderNames.CACHE_CONTROL, "no-cache");
      Answers.send(req, res, 200, "text/html; charset=utf-8", html);
    };
  }

  private static byte[] load(String name) {
    try (var in = PageRoutes.class.getClassLoader().getResourceAsStream(ROOT + name)) {
      if (in == null) {
        throw new IllegalStateException("the page " + name + " is missing from the build");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
