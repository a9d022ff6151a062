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
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import waybill.http.EntityTags;
import waybill.http.Problem;
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

  /** Without a folder the files come from the class path, and browsers keep them. */
  public PageRoutes(boolean demo, Optional<Path> folder) {
    this.demo = demo;
    assets = new Assets(folder);
    html = new PageHtml(assets::text);
    version = folder.isPresent() ? Optional.empty() : Optional.of(assets.version());
  }

  public void addTo(RouteTable routes) {
    routes
        .page(Method.GET, "/", page("index.html"))
        .page(Method.GET, "/orders", page("orders.html"))
        .page(Method.GET, "/orders/{id}", page("order.html"))
        .page(Method.GET, "/track", page("track.html"))
        .page(Method.GET, "/clock", page("clock.html"))
        .page(Method.GET, "/console/health", page("health.html"));
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
          var bytes = assets.find(name).orElseThrow(() -> Problem.notFound().exception());
          var tag = Assets.entityTag(bytes);
          res.header(HeaderNames.CACHE_CONTROL, caching).header(HeaderNames.ETAG, tag);
          if (EntityTags.noneMatches(req.headers().all(HeaderNames.IF_NONE_MATCH, List::of), tag)) {
            var type = MediaTypes.detectType(name).map(MediaType::text).orElse("text/plain");
            Responses.send(req, res, 200, type, bytes);
          } else {
            res.status(Status.NOT_MODIFIED_304).send();
          }
        });
  }

  /** For a person. */
  public byte[] error(Problem problem) {
    return new String(render("error.html"), UTF_8)
        .replace("{title}", escaped(problem.title()))
        .replace("{detail}", escaped(problem.detail()))
        .getBytes(UTF_8);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;");
  }

  Handler page(String name) {
    var fixed = version.map(_ -> render(name));
    return (req, res) -> {
      SecurityHeaders.ofPage(res.headers());
      res.header(HeaderNames.CACHE_CONTROL, "no-cache");
      Responses.send(req, res, 200, Responses.HTML, fixed.orElseGet(() -> render(name)));
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
