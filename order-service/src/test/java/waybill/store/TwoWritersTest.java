package waybill.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import waybill.order.Change;
import waybill.order.LoggedEvent;

/**
 * As two nodes on one database would: the log's key and the order's version let one of them
 * through, and the other tries again.
 */
final class TwoWritersTest {
  private static final Change NOTE = new Change.NoteAdded("a word");
  private static final int NOTES = 100;

  @TempDir Path folder;

  @Test
  void twoWritersOfOneOrderLeaveNoGapAndLoseNothing() {
    try (var shop = Shop.open(folder);
        var other = new GroupCommit(shop.database, shop.published::add)) {
      var ada = shop.customer("ada");
      shop.place("WB-1", Shop.basket(ada));
      var ledgers = List.of(shop.ledger, new Ledger(other, shop.orders, shop.log, () -> shop.now));

      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int i = 0; i < NOTES; i++) {
          var ledger = ledgers.get(i % 2);
          threads.execute(() ->
              assertInstanceOf(
                  Receipt.Done.class, shop.append(ledger, "WB-1", NOTE, Optional.empty())));
        }
      }

      var log = shop.log.after(ada, 0, 2 * NOTES);
      var numbers = LongStream.rangeClosed(1, NOTES + 1L).boxed().toList();
      assertEquals(numbers, log.stream().map(LoggedEvent::seq).toList());
      assertEquals(numbers, log.stream().map(LoggedEvent::version).toList());
      assertEquals(NOTES + 1, shop.find("WB-1").version());
      assertEquals(NOTES + 1, shop.published.size());
    }
  }
}
