package waybill.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import waybill.order.Change;
import waybill.order.CustomerId;

/**
 * The pool renews its connections, so half an hour after the first start none is left that made the
 * tables. H2's check constraints hold on to the session that made them.
 */
@ExtendWith(WaryPool.class)
final class RenewedPoolTest {
  @TempDir Path folder;
  private FaultyH2 driver;

  @BeforeEach
  void register() throws Exception {
    driver = new FaultyH2();
  }

  @AfterEach
  void deregister() throws Exception {
    driver.close();
  }

  @Test
  void changesAreTakenWhenTheConnectionsOfTheFirstStartAreGone() throws Exception {
    try (var shop = Shop.on(FaultyH2.open(folder))) {
      shop.customer("ada");

      driver.retireConnections();

      shop.place("WB-1", Shop.basket(new CustomerId("ada")));
      assertEquals(2, shop.append("WB-1", new Change.NoteAdded("a word")).version());
    }
  }
}
