package waybill.log;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import waybill.order.Change;
import waybill.order.CustomerId;
import waybill.order.Eta;
import waybill.order.Line;
import waybill.order.LoggedEvent;
import waybill.order.Order;
import waybill.order.OrderId;
import waybill.order.OrderStatus;
import waybill.order.Party;
import waybill.order.Quantity;
import waybill.order.ShipmentId;

/** What goes into the database comes out again, every field of it. */
@OnBothDatabases
final class OrderStoreTest {
  private static final ShipmentId S1 = new ShipmentId(1);
  private static final ShipmentId S2 = new ShipmentId(2);

  @TempDir static Path folder;
  private static Shop shop;
  private static CustomerId ada;

  @BeforeAll
  static void open() {
    shop = Shop.open(folder);
    ada = shop.customer("ada");
  }

  @AfterAll
  static void close() {
    shop.close();
  }

  @Test
  void anOrderWithNothingOptionalComesBackAsItWas() {
    var order = told("WB-BARE", Shop.basket(ada));

    var found = shop.find("WB-BARE");

    assertEquals(order, found);
    assertEquals(Optional.empty(), found.eta());
    assertEquals(Optional.empty(), found.heldFrom());
    assertEquals(List.of(), found.shipments());
  }

  @Test
  void anOrderWithEverythingComesBackAsItWas() {
    var eta = new Eta(shop.now, shop.now.plus(Duration.ofHours(2)), true);
    var lamp = new Line(1, "LAMP-2", "Lamp", 10, 0);
    var cable = new Line(2, "KÄBEL\u0000\n\"'\\", "Kabel für 😀 \u2028", 3, 0);
    var order =
        told(
            "WB-FULL",
            Shop.basket(ada, eta, lamp, cable),
            new Change.Confirmed(),
            new Change.LinesCancelled(List.of(new Quantity(2, 1)), "sold out"),
            new Change.Packed(
                List.of(new Quantity(1, 4), new Quantity(2, 2)),
                Optional.of("DHL"),
                Optional.of("JD0001")),
            Shop.pack(1),
            new Change.PickedUp(S1, Optional.empty(), Optional.empty(), Optional.of("Leipzig")),
            new Change.Excepted(S1, "wet", Party.WEATHER),
            new Change.Held("payment"));

    var found = shop.find("WB-FULL");

    assertEquals(order, found);
    assertEquals(Optional.of(eta), found.eta());
    assertEquals(Optional.of(OrderStatus.IN_FULFILMENT), found.heldFrom());
    assertTrue(found.updatedAt().isAfter(found.placedAt()));
    assertEquals(1, found.lines().get(1).cancelled());
    var first = found.shipment(S1).orElseThrow();
    assertEquals(Optional.of("JD0001"), first.trackingNumber());
    assertTrue(first.lastScan().isPresent());
    var second = found.shipment(S2).orElseThrow();
    assertEquals(Optional.empty(), second.carrier());
    assertEquals(Optional.empty(), second.lastScan());
  }

  /** Commits the story step by step; the order as the domain has it, never read back at the end. */
  private static Order told(String name, Change.Placed placed, Change... changes) {
    var result = shop.place(name, placed, Optional.empty());
    for (var change : changes) {
      shop.now = shop.now.plus(Duration.ofMinutes(1));
      result = shop.append(name, change, Optional.empty());
    }
    return assertInstanceOf(CommandResult.Accepted.class, result).order();
  }

  @Test
  void timesAreKeptToTheMicrosecond() {
    var from = Instant.parse("2026-07-01T12:00:00.123456789Z");
    var eta = new Eta(from, from.plusNanos(1_000_000_001), false);

    shop.place("WB-TIMES", Shop.basket(ada, eta, new Line(1, "a", "b", 1, 0)));

    var found = shop.find("WB-TIMES");
    assertEquals(Instant.parse("2026-07-01T12:00:00.123456Z"), found.eta().orElseThrow().from());
    assertEquals(Instant.parse("2026-07-01T12:00:01.123456Z"), found.eta().orElseThrow().until());
    assertEquals(shop.now, found.placedAt());
  }

  @Test
  void theLogTellsTheSameStoryAsTheOrdersRow() {
    shop.place("WB-LOG", Shop.basket(ada));
    shop.append("WB-LOG", new Change.Confirmed(), Shop.pack(10));

    var events = shop.log.after(new OrderId("WB-LOG"), 0, 10);

    assertEquals(List.of(1L, 2L, 3L), events.stream().map(LoggedEvent::version).toList());
    assertEquals(3, shop.find("WB-LOG").version());
    var sent = shop.published.stream().filter(e -> e.order().value().equals("WB-LOG")).toList();
    for (int i = 0; i < sent.size(); i++) {
      assertArrayEquals(events.get(i).body(), sent.get(i).body());
    }
  }

  @Test
  void anOrderWithMoreWordsThanTheSearchHoldsIsKeptAllTheSame() {
    var lines =
        IntStream.rangeClosed(1, 200)
            .mapToObj(i -> new Line(i, "s".repeat(300) + i, "n".repeat(300) + i, 1, 0))
            .toArray(Line[]::new);

    var order = shop.place("WB-WORDY", Shop.basket(ada, new Eta(shop.now, shop.now, false), lines));

    assertEquals(200, order.lines().size());
  }

  @Test
  void anUnknownOrderIsNotThere() {
    assertEquals(Optional.empty(), shop.orders.find(new OrderId("WB-NOTHING")));
  }
}
