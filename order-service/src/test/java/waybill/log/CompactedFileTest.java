package waybill.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import waybill.Await;

/** The file of an idle database shrinks to what is in it, and nothing is lost by that. */
final class CompactedFileTest {
  @TempDir Path folder;

  @Test
  void afterCompactionTheFileIsAFractionAndTheDataTheSame() {
    var wreck = new Wreck(folder);
    var file = wreck.data.resolve(Image.FILE).toFile();
    try (var shop = Shop.open(wreck.data)) {
      Wreck.begin(shop);
      Wreck.work(shop, 500);
      long before = file.length();

      Await.until(
          "the file is a quarter of its size",
          () -> {
            shop.database.compact(Duration.ofMillis(200));
            return file.length() < before / 4;
          });

      assertEquals(501, Wreck.events(shop));
      wreck.die(shop);
      Wreck.work(shop, 1);
      assertEquals(502, Wreck.events(shop));
    }
    assertEquals(501, wreck.events());
  }
}
