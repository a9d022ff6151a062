package waybill.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file alone is the whole database. */
final class RestoredBackupTest {
  @TempDir Path folder;

  @Test
  void anOlderFileIsAsItWasWhenItWasCopiedAndGoesOn() throws IOException {
    var wreck = new Wreck(folder);
    try (var shop = Shop.open(wreck.data)) {
      Wreck.begin(shop);
      Wreck.work(shop, 1);
    }
    var older = Files.readAllBytes(wreck.data.resolve(Image.FILE));
    wreck.dieAfter(11);
    assertEquals(13, wreck.events());

    Files.write(wreck.file, older);

    assertEquals(2, wreck.events());
    try (var shop = wreck.start()) {
      Wreck.work(shop, 1);
      assertEquals(3, Wreck.events(shop));
    }
  }
}
