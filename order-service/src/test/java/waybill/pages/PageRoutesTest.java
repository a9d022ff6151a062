package waybill.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages contain their partials and name every module; files of a folder are never cached. */
final class PageRoutesTest {
  private static final Pattern PRELOADED =
      Pattern.compile("rel=\"modulepreload\" href=\"/([^\"]+)\"");
  private static final Pattern ENTRY = Pattern.compile("type=\"module\" src=\"/([^\"]+)\"");

  /** Any import of a file; imports of types are in comments. */
  private static final Pattern IMPORTED =
      Pattern.compile("(?m)^(?!/| \\*).*\"(\\.{1,2}/[^\"]+\\.js)\"");

  private static final Assets BUILT = new Assets(Optional.empty());

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"index.html", "orders.html", "order.html", "track.html"})
  void aPagePreloadsExactlyTheModulesThatItImports(String name) {
    var page = new PageHtml(BUILT::text).render(name);
    var entry = groups(ENTRY, page).iterator().next();

    var imported = new TreeSet<String>();
    addImports(entry, imported);

    assertTrue(imported.size() > 10, imported::toString);
    assertEquals(imported, groups(PRELOADED, page));
    assertFalse(page.contains("<!--"), page);
  }

  @Test
  void aPartialIsIndentedLikeItsPlaceInThePage() throws IOException {
    write("index.html", "<head>\n  <!-- include head.html -->\n</head>\n");
    write("partials/head.html", "<title>$1</title>\n<meta>\n");

    var page = new PageHtml(new Assets(Optional.of(folder))::text).render("index.html");

    assertEquals("<head>\n  <title>$1</title>\n  <meta>\n</head>\n", page);
  }

  @Test
  void aChangedFileOfAFolderIsServedAtOnceAndNotCached() throws Exception {
    var pages = new PageRoutes(true, Optional.of(folder));
    write("index.html", "<html data-demo=\"false\"><a href=\"/assets/a.css\">old</a>");
    write("assets/a.css", "old");
    var server = start(pages);
    try {
      assertEquals(
          "<html data-demo=\"true\"><a href=\"/assets/a.css\">old</a>", get(server, "/").body());
      assertEquals("old", get(server, "/assets/a.css").body());

      write("index.html", "new page");
      write("assets/a.css", "new style");

      assertEquals("new page", get(server, "/").body());
      var asset = get(server, "/assets/a.css");
      assertEquals("new style", asset.body());
      assertEquals(Optional.of("no-cache"), asset.headers().firstValue("Cache-Control"));
    } finally {
      server.stop();
    }
  }

  @Test
  void theTagOfAnAssetComesFromItsContentAndNotFromItsTime() throws Exception {
    var pages = new PageRoutes(false, Optional.of(folder));
    write("index.html", "page");
    write("assets/a.css", "old");
    var time = Files.getLastModifiedTime(folder.resolve("assets/a.css"));
    var server = start(pages);
    try {
      var old = get(server, "/assets/a.css").headers().firstValue("ETag");
      write("assets/a.css", "new");
      Files.setLastModifiedTime(folder.resolve("assets/a.css"), time);
      var changed = get(server, "/assets/a.css").headers().firstValue("ETag");
      write("assets/a.css", "old");

      assertTrue(old.isPresent());
      assertNotEquals(old, changed);
      assertEquals(old, get(server, "/assets/a.css").headers().firstValue("ETag"));
    } finally {
      server.stop();
    }
  }

  private static WebServer start(PageRoutes pages) {
    var routing = HttpRouting.builder().get("/", pages.page("index.html"));
    pages.addAssets(routing);
    return WebServer.builder().host("127.0.0.1").port(0).routing(routing).build().start();
  }

  private static HttpResponse<String> get(WebServer server, String path) throws Exception {
    var uri = URI.create("http://127.0.0.1:" + server.port() + path);
    try (var client = HttpClient.newHttpClient()) {
      return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }
  }

  private void write(String path, String text) throws IOException {
    var file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static void addImports(String module, Set<String> found) {
    for (var path : groups(IMPORTED, BUILT.text(module))) {
      var imported = URI.create(module).resolve(path).toString();
      if (found.add(imported)) {
        addImports(imported, found);
      }
    }
  }

  private static Set<String> groups(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map((MatchResult match) -> match.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
