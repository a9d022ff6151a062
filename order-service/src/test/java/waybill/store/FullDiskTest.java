package waybill.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import waybill.Await;

/** A change that finds no room is reported as such, and all before it is kept. */
@ExtendWith(WaryPool.class)
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
  void whatFindsNoRoomIsReportedAndWhatWasAcknowledgedIsThereWhenThereIsRoomAgain() {
    try (var shop = open()) {
      Wreck.work(shop, 3);
      FullDisk.FULL.set(true);
      assertThrows(RuntimeException.class, () -> Wreck.work(shop, 1));
      assertThrows(RuntimeException.class, () -> Wreck.work(shop, 1));
      FullDisk.FULL.set(false);
      Await.until("the database answers again", shop.database::answers);

      assertEquals(4, Wreck.events(shop));
      Wreck.work(shop, 1);
      assertEquals(5, Wreck.events(shop));
    }
    try (var shop = Shop.open(wreck.data)) {
      assertEquals(5, Wreck.events(shop));
    }
  }

  @Test
  void aStartAfterTheDiskWasFullFindsWhatWasAcknowledged() {
    var shop = open();
    Wreck.work(shop, 3);
    FullDisk.FULL.set(true);
    assertThrows(RuntimeException.class, () -> Wreck.work(shop, 1));
    wreck.freeze();
    FullDisk.FULL.set(false);
    shop.close();

    assertEquals(4, wreck.events());
  }

  private Shop open() {
    var url = FullDisk.url(Database.h2(wreck.data));
    return Shop.on(Database.open(url, "sa", "", Shop.CONNECTIONS));
  }
}
