package waybill.order;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static waybill.order.Changes.CANCEL;
import static waybill.order.Changes.CONFIRM;
import static waybill.order.Changes.DELAY;
import static waybill.order.Changes.ETA;
import static waybill.order.Changes.HOLD;
import static waybill.order.Changes.NOTE;
import static waybill.order.Changes.RELEASE;
import static waybill.order.Changes.cancelLine;
import static waybill.order.Changes.pack;
import static waybill.order.Changes.step;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** How an order begins, is held, and is called off; how it ends is in {@link SettlementTest}. */
class OrderStatusTest {

  @Test
  void aNewOrderIsPlacedAndItsEventIsTheFirst() {
    Outcome.Accepted placed =
        Order.place(
            Story.ID,
            Changes.place(2, 1),
            ActorKind.STAFF,
            Instant.parse("2026-03-01T08:00:00.123456789Z"));

    assertEquals(OrderStatus.PLACED, placed.order().status());
    assertEquals(1, placed.order().version());
    assertEquals(Instant.parse("2026-03-01T08:00:00.123456Z"), placed.order().placedAt());
    assertEquals(EventType.ORDER_PLACED, placed.event().type());
    assertEquals(placed.order(), Order.replay(List.of(placed.event())));
  }

  @Test
  void anOrderIsConfirmedOnce() {
    Story story = Story.placed(1).then(CONFIRM);

    assertEquals(OrderStatus.CONFIRMED, story.status());
    story.illegal(CONFIRM);
  }

  @Test
  void anOrderIsPlacedOnce() {
    Story.placed(1).illegal(Changes.place(1));
  }

  @Test
  void packingWaitsForTheConfirmationAndBringsTheOrderIntoFulfilment() {
    Story story = Story.placed(1);

    story.illegal(pack(1, 1));
    story.then(CONFIRM, pack(1, 1));

    assertEquals(OrderStatus.IN_FULFILMENT, story.status());
  }

  @Test
  void anOrderOfWhichEveryParcelWasCalledOffIsConfirmedAgain() {
    Story story = Story.confirmed(2).then(pack(1, 1), pack(1, 1));

    story.then(step(1, ShipmentStatus.CANCELLED));
    assertEquals(OrderStatus.IN_FULFILMENT, story.status());

    story.then(step(2, ShipmentStatus.CANCELLED));
    assertEquals(OrderStatus.CONFIRMED, story.status());
  }

  @ParameterizedTest
  @EnumSource(names = {"PLACED", "CONFIRMED", "IN_FULFILMENT"})
  void aReleaseGoesBackToWhereTheHoldBegan(OrderStatus status) {
    Story story = inStatus(status);

    story.then(HOLD);
    assertEquals(OrderStatus.ON_HOLD, story.status());
    assertEquals(Optional.of(status), story.order().heldFrom());

    story.then(RELEASE);
    assertEquals(status, story.status());
    assertEquals(Optional.empty(), story.order().heldFrom());
  }

  @Test
  void aHoldThatOutlivesTheLastParcelGoesBackToConfirmed() {
    Story story =
        Story.withParcel(ShipmentStatus.PACKED).then(HOLD, step(1, ShipmentStatus.CANCELLED));

    assertEquals(Optional.of(OrderStatus.CONFIRMED), story.order().heldFrom());
    assertEquals(OrderStatus.CONFIRMED, story.then(RELEASE).status());
  }

  @Test
  void nothingIsPackedOnHold() {
    Story story = Story.confirmed(1).then(HOLD);

    assertEquals(
        Set.of(
            EventType.ORDER_RELEASED,
            EventType.ORDER_CANCELLED,
            EventType.ORDER_LINES_CANCELLED,
            EventType.ORDER_ETA_CHANGED,
            EventType.ORDER_NOTE_ADDED),
        story.illegal(pack(1, 1)).allowed());
  }

  @ParameterizedTest
  @EnumSource(names = {"PLACED", "CONFIRMED", "IN_FULFILMENT", "ON_HOLD"})
  void anOrderIsCancelledWithItsPackedParcelsAndEveryPiece(OrderStatus status) {
    Story story = inStatus(status).then(CANCEL);

    assertEquals(OrderStatus.CANCELLED, story.status());
    assertEquals(Optional.empty(), story.order().heldFrom());
    assertEquals(0, story.order().open(1));
    assertEquals(2, story.order().lines().getFirst().cancelled());
    story
        .order()
        .shipments()
        .forEach(shipment -> assertEquals(ShipmentStatus.CANCELLED, shipment.status()));
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"PACKED", "CANCELLED"})
  void anOrderOfWhichAParcelHasLeftCanNoLongerBeCancelled(ShipmentStatus status) {
    Story story = Story.withParcel(status);

    story.illegal(CANCEL);
  }

  @ParameterizedTest
  @CsvSource({"CANCELLED", "COMPLETED", "RETURNED"})
  void anOrderThatIsOverTakesNotesOnly(OrderStatus status) {
    Story story = inStatus(status);

    assertEquals(Set.of(EventType.ORDER_NOTE_ADDED), story.order().allowed());
    assertEquals(status, story.then(NOTE).status());
  }

  @Test
  void aNewEtaReplacesTheOldOneAndNothingElse() {
    Story story = Story.placed(1).then(DELAY);

    assertEquals(Optional.of(ETA), story.order().eta());
    assertEquals(OrderStatus.PLACED, story.status());
  }

  @Test
  void aNoteChangesTheVersionOnly() {
    Story story = Story.placed(1);
    Order before = story.order();

    story.then(NOTE);

    assertEquals(before.version() + 1, story.order().version());
    assertEquals(before.headline(), story.order().headline());
    assertEquals(before.lines(), story.order().lines());
  }

  @Test
  void anEventSaysWhenItHappenedAndWhenWeHeardOfIt() {
    Story story = Story.placed(1);
    Instant happened = Story.START.plusNanos(1_999);

    story.then(NOTE, happened);

    assertEquals(Story.START.plusNanos(1_000), story.lastEvent().occurredAt());
    assertEquals(story.now(), story.lastEvent().recordedAt());
    assertEquals(story.now(), story.order().updatedAt());
    assertEquals(Story.START, story.order().placedAt());
  }

  @Test
  void weHearOfThingsInWholeMicroseconds() {
    Order order = Story.placed(1).order();
    var note = new ReportedChange(NOTE, Story.START, ActorKind.STAFF);

    Outcome outcome = order.decide(note, Story.START.plusNanos(1_999));

    Order after = assertInstanceOf(Outcome.Accepted.class, outcome).order();
    assertEquals(Story.START.plusNanos(1_000), after.updatedAt());
  }

  @Test
  void anOrderHasAtMostAHundredParcels() {
    Story story = Story.confirmed(101);
    for (int i = 0; i < 100; i++) {
      story.then(pack(1, 1));
    }

    Outcome.Illegal illegal = assertInstanceOf(Outcome.Illegal.class, story.tries(pack(1, 1)));

    assertEquals("an order has at most 100 parcels", illegal.why());
  }

  private static Story inStatus(OrderStatus status) {
    return switch (status) {
      case PLACED -> Story.placed(2);
      case CONFIRMED -> Story.confirmed(2);
      case IN_FULFILMENT -> Story.confirmed(2).then(pack(1, 1));
      case ON_HOLD -> Story.confirmed(2).then(pack(1, 1), HOLD);
      case CANCELLED -> Story.placed(2).then(CANCEL);
      case COMPLETED -> Story.withParcel(ShipmentStatus.DELIVERED);
      case RETURNED -> Story.withParcel(ShipmentStatus.RETURNED_TO_SENDER).then(cancelLine(1, 2));
    };
  }
}
