package waybill.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import waybill.Await;
import waybill.engine.Engine;

/** H2 closes when it finds no room, until there is some: no change is called done by mistake. */
final class FullDiskTest {
  private static final Logger LOG = Logger.getLogger(GroupCommit.class.getName());

  @TempDir Path folder;
  private Wreck wreck;

  @BeforeEach
  void begin() {
    LOG.setLevel(Level.OFF);
    wreck = new Wreck(folder);
    try (var shop = Shop.open(wreck.data)) {
      Wreck.begin(shop);
    }
  }

  @AfterEach
  void end() {
    FullDisk.FULL.set(false);
    LOG.setLevel(null);
  }

  @Test
  void whatFindsNoRoomIsReportedAndTheNextStartFindsWhatWasAcknowledged() {
    try (var shop = open()) {
      Wreck.work(shop, 3);
      FullDisk.FULL.set(true);

      assertThrows(RuntimeException.class, () -> Wreck.work(shop, 1));
      assertThrows(RuntimeException.class, () -> Wreck.work(shop, 1));
      assertTrue(shop.database.failure().isPresent(), "it must not be called ready");

      FullDisk.FULL.set(false);
      wreck.freeze();
    }
    assertEquals(4, wreck.events());
    try (var shop = wreck.start()) {
      Wreck.work(shop, 1);
      assertEquals(5, Wreck.events(shop));
    }
  }

  @Test
  void itGoesOnByItselfWhenThereIsRoomAgain() {
    try (var shop = open()) {
      Wreck.work(shop, 3);
      FullDisk.FULL.set(true);
      assertThrows(RuntimeException.class, () -> Wreck.work(shop, 1));
      assertTrue(shop.database.failure().orElseThrow().contains("No space left"));

      FullDisk.FULL.set(false);

      Await.until("the database works again", () -> shop.database.failure().isEmpty());
      Wreck.work(shop, 1);
      assertEquals(5, Wreck.events(shop));
    }
  }

  private Shop open() {
    var url = FullDisk.url(Engine.h2(wreck.data));
    return Shop.on(Database.open(url, "sa", "", Shop.CONNECTIONS));
  }
}
