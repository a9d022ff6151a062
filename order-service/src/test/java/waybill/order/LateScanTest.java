package waybill.order;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static waybill.order.Changes.HOLD;
import static waybill.order.Changes.pack;
import static waybill.order.Changes.step;
import static waybill.order.ShipmentStatus.CANCELLED;
import static waybill.order.ShipmentStatus.DELIVERED;
import static waybill.order.ShipmentStatus.IN_TRANSIT;
import static waybill.order.ShipmentStatus.LOST;
import static waybill.order.ShipmentStatus.PACKED;
import static waybill.order.ShipmentStatus.PICKED_UP;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A scanner that was offline reports what we know to be over: history, not news. */
class LateScanTest {

  @Test
  void aScanFromBeforeTheLatestOneIsHistory() {
    Story story = Story.withParcel(DELIVERED);
    Order before = story.order();

    story.then(step(1, IN_TRANSIT), before.updatedAt().minusSeconds(1));

    assertTrue(story.lastEvent().late());
    assertEquals(before.version() + 1, story.order().version());
    assertEquals(story.now(), story.order().updatedAt());
    assertEquals(before.status(), story.order().status());
    assertEquals(before.shipments(), story.order().shipments());
  }

  @Test
  void aLateScanNeedsNoTransition() {
    Story story = Story.withParcel(PICKED_UP);
    Instant pickedUp = story.parcel(1).lastScan().orElseThrow();

    Outcome outcome = story.tries(step(1, LOST), pickedUp.minusSeconds(1));

    assertTrue(assertInstanceOf(Outcome.Accepted.class, outcome).event().late());
    story.illegal(step(1, LOST));
  }

  @Test
  void aScanFromTheSameMomentIsNotLate() {
    Story story = Story.withParcel(PICKED_UP);

    story.then(step(1, IN_TRANSIT), story.parcel(1).lastScan().orElseThrow());

    assertFalse(story.lastEvent().late());
    assertEquals(IN_TRANSIT, story.parcel(1).status());
  }

  @Test
  void aLatePickUpDoesNotReplaceTheCarrier() {
    Story story = Story.withParcel(IN_TRANSIT);
    Shipment before = story.parcel(1);
    var pickedUp =
        new Change.PickedUp(
            before.id(), Optional.of("Another"), Optional.of("TN-9"), Optional.empty());

    story.then(pickedUp, Story.START);

    assertEquals(before, story.parcel(1));
  }

  @Test
  void aLateScanIsAcceptedOnHoldToo() {
    Story story = Story.withParcel(IN_TRANSIT).then(HOLD);

    story.then(step(1, PICKED_UP), Story.START);

    assertTrue(story.lastEvent().late());
  }

  @Test
  void packingIsNoScan() {
    Story story = Story.withParcel(PACKED);
    assertEquals(Optional.empty(), story.parcel(1).lastScan());

    story.then(step(1, PICKED_UP), Story.START.minus(Duration.ofDays(1)));

    assertEquals(PICKED_UP, story.parcel(1).status());
  }

  @Test
  void callingAParcelOffIsNoScanAndNeverLate() {
    Story packed = Story.withParcel(PACKED).then(step(1, CANCELLED));
    assertEquals(Optional.empty(), packed.parcel(1).lastScan());

    Story pickedUp = Story.withParcel(PICKED_UP);
    assertInstanceOf(Outcome.Illegal.class, pickedUp.tries(step(1, CANCELLED), Story.START));
  }

  @Test
  void anotherParcelsScanMakesNothingLate() {
    Story story = Story.confirmed(2).then(pack(1, 1), pack(1, 1)).then(step(1, PICKED_UP));

    story.then(step(2, PICKED_UP), Story.START);

    assertFalse(story.lastEvent().late());
  }

  @Test
  void aLateScanOfAParcelThatDoesNotExistIsInvalid() {
    Story story = Story.withParcel(IN_TRANSIT);

    assertInstanceOf(Outcome.Invalid.class, story.tries(step(2, PICKED_UP), Story.START));
  }

  @Test
  void aReplayKnowsWhichScansWereLate() {
    Story story = Story.withParcel(DELIVERED).then(step(1, IN_TRANSIT), Story.START);

    List<OrderEvent> events = story.events();

    assertEquals(story.order(), Order.replay(events));
  }
}
