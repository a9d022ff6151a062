package waybill;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No spelling of a path leads to a file that is not an asset. */
final class StaticFilesIT {
  @TempDir static Path data;

  private static RunningService service;
  private static String index;
  private static String favicon;

  @BeforeAll
  static void start() {
    service = RunningService.start(data);
    index = service.get("/").body();
    favicon = service.get("/assets/favicon.svg").body();
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  void theAssetIsServed() {
    assertTrue(favicon.contains("<svg"), favicon);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/assets/..",
        "/assets/../index.html",
        "/assets/..%2findex.html",
        "/assets/..%2Findex.html",
        "/assets/%2e%2e/index.html",
        "/assets/%2E%2E/index.html",
        "/assets/.%2e/index.html",
        "/assets/%2e%2e%2findex.html",
        "/assets/%252e%252e%252findex.html",
        "/assets/css/../../index.html",
        "/assets/css/..%2f..%2findex.html",
        "/assets/css/../../../../waybill/Main.class",
        "/assets/..%2f..%2f..%2fapplication.yaml",
        "/assets/..%2f..%2fdb/common/V1__orders_and_events.sql",
        "/assets/..\\index.html",
        "/assets/..%5cindex.html",
        "/assets/%5c..%5cindex.html",
        "/assets/....//index.html",
        "/assets//../index.html",
        "/assets/..;/index.html",
        "/assets/..;x=y/index.html",
        "/assets/%2e%2e;/index.html",
        "/assets/%c0%ae%c0%ae/index.html",
        "/assets/%c0%ae%c0%ae%c0%afindex.html",
        "/assets/%e0%80%ae%e0%80%ae/index.html",
        "/assets/%uff0e%uff0e/index.html",
        "/assets/..%c0%afindex.html",
        "/assets/..%00/index.html",
        "/assets/favicon.svg%00",
        "/assets/favicon.svg%00.html",
        "/assets/%00",
        "/assets/%0d%0aX-Injected:%20x",
        "/assets/%",
        "/assets/%2",
        "/assets/%zz",
        "/assets/file:///etc/passwd",
        "/assets//etc/passwd",
        "/assets/%2fetc%2fpasswd",
        "/assets/%2f%2fetc/passwd",
        "//assets/favicon.svg",
        "/assets//favicon.svg",
        "/assets/./favicon.svg",
        "/assets/css/../favicon.svg",
        "/assets/favicon.svg/",
        "/assets/favicon.svg/.",
        "/assets/favicon.svg;x",
        "/assets/favicon.svg;x=/../..",
        "/assets;x/favicon.svg",
        "/assets/favicon.svg%20",
        "/assets/FAVICON.SVG",
        "/assets/css",
        "/assets/css/",
        "/assets/",
        "/assets",
        "/assets/css/.",
        "http://localhost/assets/favicon.svg",
        "http://localhost/assets/../../index.html",
        "/index.html",
        "/../index.html",
        "/%2e%2e/index.html",
        "/clock/../assets/../index.html",
        "/META-INF/MANIFEST.MF",
        "/waybill/web/index.html",
      })
  void aPathIsAnAssetOrIsRefused(String path) {
    try (var connection = RawHttp.connect(service.port())) {
      var answer = connection.ask("GET " + path);

      assertTrue(Set.of(200, 400, 404).contains(answer.status()), () -> answer.toString());
      if (answer.status() == 200) {
        assertTrue(Set.of(favicon, index).contains(answer.body()), answer::body);
      }
      assertFalse(answer.headers().containsKey("x-injected"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "assets/favicon.svg", "?", "#"})
  void aTargetThatIsNoPathIsRefused(String target) {
    try (var connection = RawHttp.connect(service.port())) {
      int status = connection.ask("GET " + target).status();

      assertTrue(Set.of(400, 404).contains(status), () -> String.valueOf(status));
    }
  }
}
