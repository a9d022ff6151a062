package waybill.pages;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRouting;
import java.nio.file.Path;
import java.util.Optional;
import waybill.http.Responses;
import waybill.http.RouteTable;
import waybill.http.SecurityHeaders;

/** The pages and their assets. */
public final class PageRoutes {
  private static final String ASSETS = "/assets";

  private final Assets assets;
  private final PageHtml html;
  private final Optional<String> version;
  private final boolean demo;

  /**
   * @param demo whether the sign-in page shows the demo accounts
   * @param folder where each request reads the files; without it they come from the class path, and
   *     browsers keep them
   */
  public PageRoutes(boolean demo, Optional<Path> folder) {
    this.demo = demo;
    assets = new Assets(folder);
    html = new PageHtml(assets::text);
    version = assets.changes() ? Optional.empty() : Optional.of(Assets.version());
  }

  public void addTo(RouteTable routes) {
    routes
        .page(Method.GET, "/", page("index.html"))
        .page(Method.GET, "/orders", page("orders.html"))
        .page(Method.GET, "/orders/{id}", page("order.html"))
        .page(Method.GET, "/track", page("track.html"))
        .page(Method.GET, "/clock", page("clock.html"));
  }

  public void addAssets(HttpRouting.Builder routing) {
    version.ifPresent(
        it -> addAssets(routing, ASSETS + "/" + it, "public, max-age=31536000, immutable"));
    addAssets(routing, ASSETS, "no-cache");
  }

  private void addAssets(HttpRouting.Builder routing, String path, String caching) {
    routing.any(
        path + "/*",
        (_, res) -> {
          res.header(HeaderNames.CACHE_CONTROL, caching);
          res.next();
        });
    routing.register(path, assets.service());
  }

  Handler page(String name) {
    var fixed = assets.changes() ? Optional.<byte[]>empty() : Optional.of(render(name));
    return (req, res) -> {
      SecurityHeaders.ofPage(res.headers());
      res.header(HeaderNames.CACHE_CONTROL, "no-cache");
      var page = fixed.orElseGet(() -> render(name));
      Responses.send(req, res, 200, "text/html; charset=utf-8", page);
    };
  }

  private byte[] render(String name) {
    var path = ASSETS + version.map(it -> "/" + it).orElse("");
    return html.render(name)
        .replace("\"" + ASSETS + "/", "\"" + path + "/")
        .replace("data-demo=\"false\"", "data-demo=\"" + demo + "\"")
        .getBytes(UTF_8);
  }
}
