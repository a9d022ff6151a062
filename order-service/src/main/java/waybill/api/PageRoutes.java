package waybill.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.staticcontent.ClasspathHandlerConfig;
import io.helidon.webserver.staticcontent.StaticContentFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import waybill.http.Responses;
import waybill.http.RouteTable;
import waybill.http.SecurityHeaders;

/** The pages and their assets, as they lie in the jar. */
public final class PageRoutes {
  private static final String ROOT = "waybill/web/";
  private static final String ASSETS = "/assets";

  private final String version = Assets.version(ROOT + "assets");
  private final boolean demo;

  /**
   * @param demo whether the sign-in page shows the accounts that everybody knows
   */
  public PageRoutes(boolean demo) {
    this.demo = demo;
  }

  public void addTo(RouteTable routes) {
    routes
        .on(Method.GET, "/", page("index.html"))
        .on(Method.GET, "/orders", page("orders.html"))
        .on(Method.GET, "/orders/{id}", page("order.html"))
        .on(Method.GET, "/track", page("track.html"))
        .on(Method.GET, "/clock", page("clock.html"));
  }

  public void addAssets(HttpRouting.Builder routing) {
    addAssets(routing, ASSETS + "/" + version, "public, max-age=31536000, immutable");
    addAssets(routing, ASSETS, "no-cache");
  }

  private static void addAssets(HttpRouting.Builder routing, String path, String caching) {
    routing.any(
        path + "/*",
        (_, res) -> {
          res.header(HeaderNames.CACHE_CONTROL, caching);
          res.next();
        });
    routing.register(
        path, StaticContentFeature.createService(ClasspathHandlerConfig.create(ROOT + "assets")));
  }

  private Handler page(String name) {
    var html =
        load(name)
            .replace("\"" + ASSETS + "/", "\"" + ASSETS + "/" + version + "/")
            .replace("data-demo=\"false\"", "data-demo=\"" + demo + "\"")
            .getBytes(UTF_8);
    return (req, res) -> {
      SecurityHeaders.ofPage(res.headers());
      res.header(HeaderNames.CACHE_CONTROL, "no-cache");
      Responses.send(req, res, 200, "text/html; charset=utf-8", html);
    };
  }

  private static String load(String name) {
    try (var in = PageRoutes.class.getClassLoader().getResourceAsStream(ROOT + name)) {
      if (in == null) {
        throw new IllegalStateException("the page " + name + " is missing from the build");
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
