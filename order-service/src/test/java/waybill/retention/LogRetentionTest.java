package waybill.retention;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import waybill.log.EventLog;
import waybill.log.OnBothDatabases;
import waybill.log.Shop;
import waybill.order.Change;
import waybill.order.CustomerId;
import waybill.order.LoggedEvent;
import waybill.order.OrderId;

/** What stays in the log, and that it stays a log: without a gap, and with the next number. */
@OnBothDatabases
final class LogRetentionTest {
  private static final Change NOTE = new Change.NoteAdded("a word");
  private static final Duration KEEP = Duration.ofDays(90);

  @TempDir Path folder;
  private Shop shop;
  private EventLog log;
  private LogRetention retention;

  @BeforeEach
  void open() {
    shop = Shop.open(folder);
    log = new EventLog(shop.database);
    retention = new LogRetention(shop.database, KEEP, () -> shop.now);
  }

  @AfterEach
  void close() {
    shop.close();
  }

  private List<Long> numbers(CustomerId customer) {
    return log.after(customer, 0, 10_000).stream().map(LoggedEvent::seq).toList();
  }

  private static List<Long> range(long first, long last) {
    return LongStream.rangeClosed(first, last).boxed().toList();
  }

  private void later(Duration time) {
    shop.now = shop.now.plus(time);
  }

  @Test
  void olderEventsGoAndYoungerOnesStay() {
    var ada = shop.customer("ada");
    shop.place("WB-1", Shop.basket(ada));
    shop.append("WB-1", NOTE, NOTE);
    later(Duration.ofDays(1));
    shop.append("WB-1", NOTE, NOTE);
    var grace = shop.customer("grace");
    shop.place("WB-2", Shop.basket(grace));
    later(KEEP.minus(Duration.ofDays(1)));

    assertEquals(3, retention.deleteOld());

    assertEquals(range(4, 5), numbers(ada));
    assertEquals(range(1, 1), numbers(grace));
    assertEquals(0, retention.deleteOld());
  }

  @Test
  void aCustomersLastEventStaysAndTheNextNumberFollowsIt() {
    var ada = shop.customer("ada");
    shop.customer("without-orders");
    shop.place("WB-1", Shop.basket(ada));
    shop.place("WB-2", Shop.basket(ada));
    shop.append("WB-2", NOTE, NOTE);
    later(KEEP.multipliedBy(2));

    retention.deleteOld();

    assertEquals(range(4, 4), numbers(ada));
    shop.append("WB-1", NOTE);
    assertEquals(2, log.after(new OrderId("WB-1"), 0, 10).getFirst().version());
    assertEquals(range(4, 5), numbers(ada));
    shop.place("WB-3", Shop.basket(ada));
    assertEquals(range(4, 6), numbers(ada));
  }

  /** The clock of the node that wrote the second event was behind. */
  @Test
  void whatFollowsAYoungEventStaysAlthoughItsTimeIsOlder() {
    var ada = shop.customer("ada");
    shop.place("WB-1", Shop.basket(ada));
    var first = shop.now;
    shop.now = first.minus(Duration.ofHours(2));
    shop.append("WB-1", NOTE);
    shop.now = first.plus(Duration.ofDays(1));
    shop.append("WB-1", NOTE);

    shop.now = first.plus(KEEP).minusSeconds(60);
    retention.deleteOld();

    assertEquals(range(1, 3), numbers(ada));
  }

  @Test
  void manyGoInSmallTransactionsWhileChangesGoOn() {
    int old = 2 * LogRetention.MAX_BATCH_SIZE + 7;
    var ada = shop.customer("ada");
    shop.place("WB-1", Shop.basket(ada));
    for (int i = 1; i < old; i++) {
      shop.append("WB-1", NOTE);
    }
    later(KEEP.plusDays(1));
    var writer = Thread.ofVirtual().unstarted(() -> shop.append("WB-1", NOTE, NOTE, NOTE));

    writer.start();
    retention.deleteOld();
    join(writer);
    retention.deleteOld();

    assertEquals(range(old + 1, old + 3), numbers(ada));
    assertTrue(log.head(ada).orElseThrow() == old + 3);
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
