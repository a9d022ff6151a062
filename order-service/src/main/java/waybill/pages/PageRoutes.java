package waybill.pages;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.helidon.common.media.type.MediaType;
import io.helidon.common.media.type.MediaTypes;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.PathMatchers;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import waybill.http.EntityTags;
import waybill.http.Problem;
import waybill.http.Responses;
import waybill.http.RouteTable;
import waybill.http.SecurityHeaders;

/** The pages and their assets. */
public final class PageRoutes {
  private static final String ASSETS = "/assets";

  private static final Map<String, String> PAGES =
      Map.of(
          "/", "index.html",
          "/orders", "orders.html",
          "/orders/{id}", "order.html",
          "/track", "track.html",
          "/clock", "clock.html",
          "/console/health", "health.html");

  /** One tag for all encodings (RFC 9110, section 8.8.1). */
  private static final String WEAK = "W/";

  private static final String ERROR = "error.html";

  private final Assets assets;
  private final PageHtml html;
  private final Gzip gzip = new Gzip();
  private final Optional<String> version;
  private final boolean demo;

  /** What is made of packaged files: the pages, and a style sheet for each of them. */
  private final Map<String, byte[]> made = new HashMap<>();

  /** Without a folder the files come from the class path, and browsers keep them. */
  public PageRoutes(boolean demo, Optional<Path> folder) {
    this.demo = demo;
    assets = new Assets(folder);
    html = new PageHtml(assets::text);
    version = folder.isPresent() ? Optional.empty() : Optional.of(assets.version());
    if (version.isPresent()) {
      PAGES.values().forEach(this::bundle);
      bundle(ERROR);
    }
  }

  private void bundle(String name) {
    var bundle = "assets/bundle/" + name.replace(".html", "");
    var hasScript = assets.find(bundle + ".js").isPresent();
    made.put(bundle + ".css", html.styles(name).getBytes(UTF_8));
    made.put(name, complete(html.renderBundled(name, bundle + ".css", hasScript)));
  }

  public void addTo(RouteTable routes) {
    PAGES.forEach((path, name) -> routes.page(Method.GET, path, page(name)));
  }

  public void addAssets(HttpRouting.Builder routing) {
    version.ifPresent(
        it -> addAssets(routing, ASSETS + "/" + it, "public, max-age=31536000, immutable"));
    addAssets(routing, ASSETS, "no-cache");
  }

  private void addAssets(HttpRouting.Builder routing, String path, String caching) {
    routing.route(
        Method.predicate(Method.GET, Method.HEAD),
        PathMatchers.create(path + "/*"),
        (req, res) -> {
          var name = "assets" + req.path().path().substring(path.length());
          var bytes =
              assets
                  .find(name)
                  .or(() -> Optional.ofNullable(made.get(name)))
                  .orElseThrow(() -> Problem.notFound().exception());
          var tag = Assets.entityTag(bytes);
          res.header(HeaderNames.CACHE_CONTROL, caching).header(HeaderNames.ETAG, WEAK + tag);
          if (EntityTags.noneMatches(req.headers().all(HeaderNames.IF_NONE_MATCH, List::of), tag)) {
            var type = MediaTypes.detectType(name).map(MediaType::text).orElse("text/plain");
            send(req, res, type, name, bytes);
          } else {
            res.status(Status.NOT_MODIFIED_304).send();
          }
        });
  }

  private void send(ServerRequest req, ServerResponse res, String type, String name, byte[] bytes) {
    var body = version.isPresent() ? gzip.encode(req, res, name, bytes) : bytes;
    Responses.send(req, res, 200, type, body);
  }

  /** For a person. */
  public byte[] error(Problem problem) {
    return new String(render(ERROR), UTF_8)
        .replace("{title}", escaped(problem.title()))
        .replace("{detail}", escaped(problem.detail()))
        .getBytes(UTF_8);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;");
  }

  Handler page(String name) {
    return (req, res) -> {
      SecurityHeaders.ofPage(res.headers());
      res.header(HeaderNames.CACHE_CONTROL, "no-cache");
      send(req, res, Responses.HTML, name, render(name));
    };
  }

  private byte[] render(String name) {
    var packaged = made.get(name);
    return packaged == null ? complete(html.render(name)) : packaged;
  }

  private byte[] complete(String page) {
    var path = ASSETS + version.map(it -> "/" + it).orElse("");
    return page.replace("\"" + ASSETS + "/", "\"" + path + "/")
        .replace("data-demo=\"false\"", "data-demo=\"" + demo + "\"")
        .getBytes(UTF_8);
  }
}
