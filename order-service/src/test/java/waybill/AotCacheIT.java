package waybill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The JVM options and the AOT cache that the packaging puts beside the jar. */
final class AotCacheIT {
  private static final String OPTIONS = "@" + Path.of("target", "waybill.jvm");
  private static final String CACHE = "-XX:AOTCache=" + Path.of("target", "waybill.aot");

  /** The JVM ends at once when it cannot use the cache. */
  private static final String OR_FAIL = "-XX:AOTMode=on";

  @TempDir Path data;

  @Test
  void thePackagedServiceTakesItsClassesFromTheCache() throws IOException {
    var options = List.of(OPTIONS, CACHE, OR_FAIL, "-Xlog:class+load=info:stdout:none");

    try (var service = ServiceProcess.startWith(options, data)) {
      int status = service.get("/api/orders").statusCode();

      assertEquals(200, status);
      for (var name :
          List.of("Main", "log.OrderCommands", "stream.CatchUpSubscription", "api.EventRoutes")) {
        var line = "waybill." + name + " source: shared objects file";
        assertTrue(service.everything().contains(line), line);
      }
    }
  }

  @Test
  void aMissingCacheIsNotReported() {
    assertStartsSilently(OPTIONS, "-XX:AOTCache=" + data.resolve("missing.aot"));
  }

  @Test
  void anUnsuitableCacheIsNotReported() {
    assertStartsSilently(OPTIONS, CACHE, "-XX:-UseCompactObjectHeaders");
  }

  private void assertStartsSilently(String... options) {
    try (var service = ServiceProcess.startWith(List.of(options), data)) {
      var output = service.output();

      assertEquals(List.of("Waybill listens on http://127.0.0.1:" + service.port()), output);
    }
  }
}
