package waybill.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import waybill.order.ActorKind;
import waybill.order.Change;
import waybill.order.OrderEvent;
import waybill.order.OrderId;
import waybill.order.OrderStatus;
import waybill.order.ReportedChange;
import waybill.order.ShipmentId;
import waybill.order.ShipmentStatus;

/** The service's clock is set forward and back; what is reported without a time is still news. */
@OnBothDatabases
final class MovedClockTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final ShipmentId PARCEL = new ShipmentId(1);

  @TempDir Path folder;
  private Shop shop;

  @BeforeEach
  void aPackedOrder() {
    shop = Shop.open(folder);
    shop.place("WB-1", Shop.basket(shop.customer("ada")));
    happens(new Change.Confirmed());
    happens(Shop.pack(10));
  }

  @AfterEach
  void close() {
    shop.close();
  }

  @Test
  void reportsWithoutATimeAreNeverLate() {
    var none = Optional.<String>empty();

    shop.now = shop.now.plus(HOUR);
    var pickedUp = happens(new Change.PickedUp(PARCEL, none, none, none));
    shop.now = shop.now.minus(HOUR);
    var delivered = happens(new Change.Moved(PARCEL, ShipmentStatus.DELIVERED, none, none));

    assertFalse(pickedUp.late());
    assertFalse(delivered.late());
    assertEquals(pickedUp.occurredAt(), delivered.occurredAt());
    assertEquals(OrderStatus.COMPLETED, shop.find("WB-1").status());
  }

  @Test
  void aReportThatNamesAnEarlierTimeIsStillLate() {
    var none = Optional.<String>empty();
    happens(new Change.PickedUp(PARCEL, none, none, none));
    var scan = new Change.Moved(PARCEL, ShipmentStatus.IN_TRANSIT, none, none);

    var event = append(new ReportedChange(scan, shop.now.minus(HOUR), ActorKind.COURIER));

    assertTrue(event.late());
  }

  @Test
  void theTimesOfAnOrdersVersionsNeverGoBack() {
    for (var step : List.of(HOUR, HOUR.negated(), HOUR.negated(), HOUR)) {
      shop.now = shop.now.plus(step);
      happens(new Change.NoteAdded("The clock is at " + shop.now));
    }

    var times =
        shop.log.after(new OrderId("WB-1"), 0, 100).stream()
            .map(event -> EventJson.decode(event.customer(), event.body()).recordedAt())
            .toList();

    assertEquals(times.stream().sorted().toList(), times);
    assertEquals(times.getLast(), shop.find("WB-1").updatedAt());
  }

  /** A request may wait for the writer: what counts is when it is decided. */
  @Test
  void theClockIsReadWhenTheChangeIsDecided() {
    var parsed = new ReportedChange(new Change.NoteAdded("a"), Optional.empty(), ActorKind.STAFF);
    Instant decided = shop.now.plus(HOUR);

    var event =
        accepted(
            shop.commands.append(
                new OrderId("WB-1"),
                parsed,
                _ -> {
                  shop.now = decided;
                  return true;
                },
                new Author("clerk", "127.0.0.1"),
                Optional.empty()));

    assertEquals(decided, event.recordedAt());
  }

  private OrderEvent happens(Change change) {
    return append(new ReportedChange(change, Optional.empty(), ActorKind.COURIER));
  }

  private OrderEvent append(ReportedChange reported) {
    return accepted(
        shop.commands.append(
            new OrderId("WB-1"),
            reported,
            _ -> true,
            new Author("clerk", "127.0.0.1"),
            Optional.empty()));
  }

  private static OrderEvent accepted(CommandResult result) {
    var event = assertInstanceOf(CommandResult.Accepted.class, result).event();
    return EventJson.decode(event.customer(), event.body());
  }
}
