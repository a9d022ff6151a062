package waybill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How browsers cache assets. */
final class AssetIT {
  private static final Pattern ASSET = Pattern.compile("(?<=\")/assets/[^\"]+(?=\")");

  @TempDir Path data;

  @Test
  void anUnchangedAssetIsAnswered304AndMustBeRevalidated() {
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

  @Test
  void pagesLinkToVersionedAssetsThatAreImmutable() {
    try (var service = RunningService.start(data)) {
      var page = service.get("/orders");
      var named = ASSET.matcher(page.body()).results().map(MatchResult::group).toList();

      assertEquals(Optional.of("no-cache"), page.headers().firstValue("Cache-Control"));
      assertFalse(named.isEmpty());
      for (var asset : named) {
        assertTrue(asset.matches("/assets/[0-9a-f]{8}/.+"), asset);
        var answer = service.get(asset, RunningService.ANONYMOUS, "");
        assertEquals(200, answer.statusCode(), asset);
        assertEquals(
            Optional.of("public, max-age=31536000, immutable"),
            answer.headers().firstValue("Cache-Control"));
      }
    }
  }
}
