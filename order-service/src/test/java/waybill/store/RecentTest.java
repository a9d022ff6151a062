package waybill.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import waybill.order.ActorKind;
import waybill.order.Change;
import waybill.order.CustomerId;
import waybill.order.LoggedEvent;
import waybill.order.Occurrence;
import waybill.order.Order;
import waybill.order.OrderId;
import waybill.order.OrderStatus;

/** What one writer remembers of an order may be old: nothing wrong may come of that. */
final class RecentTest {
  private static final Change NOTE = new Change.NoteAdded("a word");

  @TempDir Path folder;
  private Shop shop;
  private GroupCommit otherWriter;
  private Ledger other;
  private CustomerId ada;

  @BeforeEach
  void openTwoNodesOnOneDatabase() {
    shop = Shop.open(folder);
    otherWriter = new GroupCommit(shop.database, shop.published::add);
    other = new Ledger(otherWriter, shop.orders, shop.log, () -> shop.now);
    ada = shop.customer("ada");
    shop.place("WB-1", Shop.basket(ada));
    shop.append("WB-1", NOTE);
  }

  @AfterEach
  void close() {
    otherWriter.close();
    shop.close();
  }

  @Test
  void whatAnotherNodeMadePossibleIsPossible() {
    done(other, "WB-1", new Change.Confirmed());

    done(shop.ledger, "WB-1", Shop.pack(1));

    assertEquals(OrderStatus.IN_FULFILMENT, shop.find("WB-1").status());
  }

  @Test
  void whatAnotherNodeMadeImpossibleIsRefusedAndNothingIsLost() {
    done(other, "WB-1", new Change.Cancelled("changed my mind"));

    assertInstanceOf(
        Receipt.Refused.class,
        shop.append(shop.ledger, "WB-1", new Change.Confirmed(), Optional.empty()));

    assertEquals(OrderStatus.CANCELLED, shop.find("WB-1").status());
    assertEquals(3, shop.log.head(ada).orElseThrow());
  }

  @Test
  void whatIsOldIsNotTakenForNewBecauseAnotherOrderOfTheCustomerWasReadMeanwhile() {
    done(other, "WB-1", NOTE);
    shop.place("WB-2", Shop.basket(ada));

    done(shop.ledger, "WB-1", NOTE);

    var log = shop.log.after(new OrderId("WB-1"), 0, 100);
    assertEquals(List.of(1L, 2L, 3L, 4L), log.stream().map(LoggedEvent::version).toList());
    assertEquals(List.of(1L, 2L, 3L, 5L), log.stream().map(LoggedEvent::seq).toList());
    assertEquals(4, shop.find("WB-1").version());
  }

  @Test
  void twoOrdersOfOneCustomerShareItsNumbers() {
    shop.place("WB-2", Shop.basket(ada));
    shop.append("WB-2", NOTE, NOTE);
    shop.append("WB-1", NOTE);
    shop.append("WB-2", NOTE);

    assertEquals(
        LongStream.rangeClosed(1, 7).boxed().toList(),
        shop.log.after(ada, 0, 100).stream().map(LoggedEvent::seq).toList());
  }

  @Test
  void aChangeThatWasRolledBackIsNotRemembered() {
    var failing = new IllegalStateException("the answer cannot be written");
    try {
      shop.ledger.commit(
          new OrderId("WB-1"),
          current -> current.orElseThrow().decide(occurrence(), shop.now),
          Shop.CLERK,
          Optional.empty(),
          _ -> {
            throw failing;
          });
    } catch (IllegalStateException e) {
      assertEquals(failing, e);
    }

    done(shop.ledger, "WB-1", NOTE);

    assertEquals(
        List.of(1L, 2L, 3L),
        shop.log.after(ada, 0, 100).stream().map(LoggedEvent::version).toList());
    assertEquals(3, shop.find("WB-1").version());
  }

  @Test
  void itKeepsOnlySoMany() {
    var recent = new Recent();
    var order = shop.find("WB-1");
    for (int i = 0; i <= Recent.MOST; i++) {
      recent.keep(named(order, "WB-" + i), i, new EventLog.Tail(1, 2));
    }

    assertEquals(Optional.empty(), recent.find(new OrderId("WB-0")));
    assertEquals(1, recent.find(new OrderId("WB-1")).orElseThrow().number());
  }

  private void done(Ledger ledger, String order, Change change) {
    assertInstanceOf(Receipt.Done.class, shop.append(ledger, order, change, Optional.empty()));
  }

  private Occurrence occurrence() {
    return new Occurrence(NOTE, shop.now, ActorKind.STAFF);
  }

  private static Order named(Order order, String id) {
    return new Order(
        new OrderId(id),
        order.customer(),
        order.version(),
        order.status(),
        order.heldFrom(),
        order.placedAt(),
        order.updatedAt(),
        order.eta(),
        order.destination(),
        order.lines(),
        order.shipments());
  }
}
