package waybill.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import waybill.order.Change;
import waybill.order.CustomerId;
import waybill.order.LoggedEvent;
import waybill.order.OrderId;
import waybill.order.OrderStatus;

/**
 * As two nodes on one database would: the log's key and the order's version let one of them
 * through, and the other tries again.
 */
@OnBothDatabases
final class TwoWritersTest {
  private static final Change NOTE = new Change.NoteAdded("a word");
  private static final int NOTES = 100;

  @TempDir Path folder;
  private Shop shop;
  private GroupCommit otherWriter;
  private OrderCommands other;
  private CustomerId ada;

  @BeforeEach
  void openTwoNodesOnOneDatabase() {
    shop = Shop.open(folder);
    otherWriter = new GroupCommit(shop.database, shop.published::add);
    other = new OrderCommands(otherWriter, shop.log, () -> shop.now, (_, _, _) -> {});
    ada = shop.customer("ada");
    shop.place("WB-1", Shop.basket(ada));
  }

  @AfterEach
  void close() {
    otherWriter.close();
    shop.close();
  }

  @Test
  void twoWritersOfOneOrderLeaveNoGapAndLoseNothing() {
    var commands = List.of(shop.commands, other);

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < NOTES; i++) {
        var through = commands.get(i % 2);
        threads.execute(() -> done(through, "WB-1", NOTE));
      }
    }

    var log = shop.log.after(ada, 0, 2 * NOTES);
    assertEquals(numbers(NOTES + 1), log.stream().map(LoggedEvent::seq).toList());
    assertEquals(numbers(NOTES + 1), log.stream().map(LoggedEvent::version).toList());
    assertEquals(NOTES + 1, shop.find("WB-1").version());
    assertEquals(NOTES + 1, shop.published.size());
  }

  @Test
  void whatAnotherNodeMadePossibleIsPossible() {
    done(other, "WB-1", new Change.Confirmed());

    done(shop.commands, "WB-1", Shop.pack(1));

    assertEquals(OrderStatus.IN_FULFILMENT, shop.find("WB-1").status());
  }

  @Test
  void whatAnotherNodeMadeImpossibleIsRefusedAndNothingIsLost() {
    done(shop.commands, "WB-1", NOTE);
    done(other, "WB-1", new Change.Cancelled("changed my mind"));

    assertInstanceOf(
        CommandResult.Refused.class,
        shop.append(shop.commands, "WB-1", new Change.Confirmed(), Optional.empty()));

    assertEquals(OrderStatus.CANCELLED, shop.find("WB-1").status());
    assertEquals(3, shop.log.head(ada).orElseThrow());
  }

  @Test
  void changesOfTwoOrdersByTwoNodesFollowEachOther() {
    done(shop.commands, "WB-1", NOTE);
    done(other, "WB-1", NOTE);
    shop.place("WB-2", Shop.basket(ada));

    done(shop.commands, "WB-1", NOTE);

    var log = shop.log.after(new OrderId("WB-1"), 0, 100);
    assertEquals(List.of(1L, 2L, 3L, 4L), log.stream().map(LoggedEvent::version).toList());
    assertEquals(List.of(1L, 2L, 3L, 5L), log.stream().map(LoggedEvent::seq).toList());
    assertEquals(4, shop.find("WB-1").version());
  }

  @Test
  void twoOrdersOfOneCustomerShareItsNumbers() {
    shop.append("WB-1", NOTE);
    shop.place("WB-2", Shop.basket(ada));
    shop.append("WB-2", NOTE, NOTE);
    shop.append("WB-1", NOTE);
    shop.append("WB-2", NOTE);

    assertEquals(numbers(7), shop.log.after(ada, 0, 100).stream().map(LoggedEvent::seq).toList());
  }

  @Test
  void aChangeThatWasRolledBackLeavesNoGap() {
    var impossible = new IdempotencyKey("x".repeat(1001), "POST", "/a", "k", new byte[0]);
    assertThrows(RuntimeException.class, () -> shop.append("WB-1", NOTE, Optional.of(impossible)));

    done(shop.commands, "WB-1", NOTE);

    assertEquals(
        numbers(2), shop.log.after(ada, 0, 100).stream().map(LoggedEvent::version).toList());
    assertEquals(2, shop.find("WB-1").version());
  }

  private static List<Long> numbers(long last) {
    return LongStream.rangeClosed(1, last).boxed().toList();
  }

  private void done(OrderCommands through, String order, Change change) {
    assertInstanceOf(
        CommandResult.Accepted.class, shop.append(through, order, change, Optional.empty()));
  }
}
