package waybill.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import waybill.Await;
import waybill.order.Change;
import waybill.order.CustomerId;

/**
 * H2 closes a database that it could not write. The pool's next connection opens the file again:
 * what was acknowledged is in it.
 */
@ExtendWith(WaryPool.class)
final class ClosedDatabaseTest {
  private static final Change NOTE = new Change.NoteAdded("a word");
  private static final CustomerId ADA = new CustomerId("ada");

  private static final Logger LOG = Logger.getLogger(GroupCommit.class.getName());

  @TempDir Path folder;

  @BeforeAll
  static void failQuietly() {
    LOG.setLevel(Level.OFF);
  }

  @AfterAll
  static void asBefore() {
    LOG.setLevel(null);
  }

  @BeforeEach
  void placeAnOrder() {
    try (var shop = Shop.open(folder)) {
      shop.customer("ada");
      shop.place("WB-1", Shop.basket(ADA));
    }
  }

  @Test
  void whatWasAcknowledgedIsThereWhenTheDatabaseWasClosedUnderIt() {
    try (var shop = Shop.open(folder)) {
      shop.append("WB-1", NOTE, NOTE);
      closeUnder(shop);

      assertEquals(3, shop.log.head(ADA).orElseThrow());
      assertEquals(4, shop.append("WB-1", NOTE).version());
    }
    assertAllIsThere(4);
  }

  @Test
  void nothingIsLostWhenNothingElseHappensBeforeTheStop() {
    try (var shop = Shop.open(folder)) {
      shop.append("WB-1", NOTE, NOTE);
      closeUnder(shop);
    }
    assertAllIsThere(3);
  }

  private static void closeUnder(Shop shop) {
    assertThrows(
        RuntimeException.class,
        () -> shop.database.inTransaction(tx -> tx.execute("shutdown immediately")));
    Await.until("the pool has opened the file again", () -> shop.database.failure().isEmpty());
  }

  private void assertAllIsThere(long events) {
    try (var shop = Shop.open(folder)) {
      assertEquals(events, shop.find("WB-1").version());
      assertEquals(events, shop.log.head(ADA).orElseThrow());
      assertEquals(events + 1, shop.append("WB-1", NOTE).version());
    }
  }
}
