package waybill.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import waybill.order.ActorKind;
import waybill.order.Change;
import waybill.order.CustomerId;
import waybill.order.LoggedEvent;
import waybill.order.OrderId;
import waybill.order.ReportedChange;
import waybill.stream.Cursor;

/** Two gapless sequences, one of the customer and one of the order, and the word before both. */
@OnBothDatabases
final class EventLogTest {
  private static final Change NOTE = new Change.NoteAdded("hello");

  @TempDir static Path folder;
  private static Shop shop;

  @BeforeAll
  static void open() {
    shop = Shop.open(folder);
  }

  @AfterAll
  static void close() {
    shop.close();
  }

  @Test
  void aCustomersEventsComePageByPageInTheirOrder() {
    var ada = shop.customer("ada");
    var other = shop.customer("ada-2");
    shop.place("WB-A1", Shop.basket(ada));
    shop.place("WB-B1", Shop.basket(other));
    shop.append("WB-A1", NOTE);
    shop.place("WB-A2", Shop.basket(ada));
    shop.append("WB-B1", NOTE);
    shop.append("WB-A2", NOTE);

    assertEquals(List.of("1 WB-A1 1", "2 WB-A1 2", "3 WB-A2 1"), words(shop.log.after(ada, 0, 3)));
    assertEquals(List.of("4 WB-A2 2"), words(shop.log.after(ada, 3, 3)));
    assertEquals(List.of(), words(shop.log.after(ada, 4, 3)));
    assertEquals(Optional.of(4L), shop.log.head(ada));
  }

  @Test
  void anOrdersEventsComePageByPageInTheirOrder() {
    var grace = shop.customer("grace");
    shop.place("WB-C1", Shop.basket(grace));
    shop.place("WB-C2", Shop.basket(grace));
    var order = new OrderId("WB-C1");
    shop.append("WB-C1", NOTE, NOTE);

    assertEquals(List.of("1 WB-C1 1", "3 WB-C1 2"), words(shop.log.after(order, 0, 2)));
    assertEquals(List.of("4 WB-C1 3"), words(shop.log.after(order, 2, 2)));
    assertEquals(Optional.of(3L), shop.log.head(order));
  }

  @Test
  void anEventCannotBeFiledUnderAnotherCustomer() {
    shop.place("WB-M1", Shop.basket(shop.customer("mallory-victim")));
    var mallory = shop.customer("mallory");
    Function<Transaction, Long> misfiled =
        tx ->
            tx.execute(
                """
                insert into event (customer_number, seq, order_number, version, type, recorded_at, body, account, address)
                select customer.number, 1, orders.number, 2, 'order.held', current_timestamp, X'7B7D', '', ''
                  from customer, orders where customer.id = 'mallory' and orders.id = 'WB-M1'
                """);

    assertThrows(RuntimeException.class, () -> shop.database.inTransaction(misfiled));

    assertEquals(List.of(), shop.log.after(mallory, 0, 10));
    assertEquals(List.of("1 WB-M1 1"), words(shop.log.after(new OrderId("WB-M1"), 0, 10)));
  }

  @Test
  void whatNobodyKnowsHasNoEventsAndNoHead() {
    assertEquals(Optional.empty(), shop.log.head(new CustomerId("nobody")));
    assertEquals(Optional.empty(), shop.log.head(new OrderId("WB-NOTHING")));
    assertEquals(List.of(), shop.log.after(new CustomerId("nobody"), 0, 10));
    assertEquals(Optional.of(0L), shop.log.head(shop.customer("newcomer")));
  }

  @Test
  void refusedAndFailedChangesLeaveNoGap() {
    var linus = shop.customer("linus");
    shop.place("WB-L1", Shop.basket(linus));
    shop.append("WB-L1", new Change.Released(), Optional.empty());
    try {
      shop.commands.append(
          new OrderId("WB-L1"),
          new ReportedChange(NOTE, shop.now, ActorKind.STAFF),
          _ -> {
            throw new IllegalStateException("a bug");
          },
          Shop.CLERK,
          Optional.empty());
    } catch (IllegalStateException e) {
      // as it should
    }

    shop.append("WB-L1", NOTE);

    assertEquals(List.of("1 WB-L1 1", "2 WB-L1 2"), words(shop.log.after(linus, 0, 10)));
  }

  @Test
  void underLoadEverySequenceIsWithoutGap() {
    int orders = 6;
    int notes = 15;
    var busy = shop.customer("busy");
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < orders; i++) {
        var id = "WB-BUSY-" + i;
        threads.execute(() -> {
          shop.place(id, Shop.basket(busy));
          for (int n = 0; n < notes; n++) {
            shop.append(id, NOTE, Optional.empty());
          }
        });
      }
    }

    var all = shop.log.after(busy, 0, 1000);
    assertEquals(
        LongStream.rangeClosed(1, orders * (notes + 1L)).boxed().toList(),
        all.stream().map(LoggedEvent::seq).toList());
    for (int i = 0; i < orders; i++) {
      var id = new OrderId("WB-BUSY-" + i);
      assertEquals(
          LongStream.rangeClosed(1, notes + 1L).boxed().toList(),
          all.stream().filter(e -> e.order().equals(id)).map(LoggedEvent::version).toList());
    }
  }

  @Test
  void aDatabaseKeepsItsEpochAndNoOtherHasTheSame(@TempDir Path one, @TempDir Path other) {
    String first;
    try (var shopOne = Shop.open(one)) {
      first = shopOne.log.epoch();
    }

    try (var again = Shop.open(one);
        var elsewhere = Shop.open(other)) {
      assertEquals(first, again.log.epoch());
      assertNotEquals(first, elsewhere.log.epoch());
      assertEquals(1, again.count("installation"));
      assertTrue(Cursor.parse(first + "-c0").isPresent());
    }
  }

  private static List<String> words(List<LoggedEvent> events) {
    return events.stream()
        .map(event -> {
          var body = new String(event.body(), UTF_8);
          assertTrue(body.contains("\"version\":" + event.version() + ","), body);
          assertTrue(body.contains("\"orderId\":\"" + event.order() + "\""), body);
          return event.seq() + " " + event.order() + " " + event.version();
        })
        .toList();
  }
}
