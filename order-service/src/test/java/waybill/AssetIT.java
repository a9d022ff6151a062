package waybill;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a browser is told when it asks for an asset again. */
final class AssetIT {
  @TempDir Path data;

  @Test
  void anAssetThatIsUnchangedIsAnsweredWithoutABodyAndStaysToBeAskedFor() {
    try (var service = RunningService.start(data)) {
      var first = service.get("/assets/clock.js");
      var tag = first.headers().firstValue("ETag").orElseThrow();

      var again = service.get("/assets/clock.js", "If-None-Match", tag);

      assertEquals(304, again.statusCode());
      assertEquals("", again.body());
      assertEquals(Optional.of(tag), again.headers().firstValue("ETag"));
      assertEquals(Optional.of("no-cache"), again.headers().firstValue("Cache-Control"));
      assertEquals(Optional.empty(), again.headers().firstValue("Content-Type"));
    }
  }
}
