package waybill.order;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static waybill.order.Changes.HOLD;
import static waybill.order.Changes.RELEASE;
import static waybill.order.Changes.cancelLine;
import static waybill.order.Changes.pack;
import static waybill.order.Changes.step;
import static waybill.order.ShipmentStatus.DELIVERED;
import static waybill.order.ShipmentStatus.EXCEPTION;
import static waybill.order.ShipmentStatus.IN_TRANSIT;
import static waybill.order.ShipmentStatus.LOST;
import static waybill.order.ShipmentStatus.PACKED;
import static waybill.order.ShipmentStatus.PICKED_UP;
import static waybill.order.ShipmentStatus.RETURNED_TO_SENDER;
import static waybill.order.ShipmentStatus.RETURNING;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** An order ends in the event that settles its last piece. */
class SettlementTest {

  @Test
  void theDeliveryOfTheLastParcelCompletesTheOrder() {
    Story story = Story.confirmed(2).then(pack(1, 1), pack(1, 1)).steps(1, PICKED_UP, DELIVERED);
    assertEquals(OrderStatus.IN_FULFILMENT, story.status());

    story.steps(2, PICKED_UP, DELIVERED);

    assertEquals(OrderStatus.COMPLETED, story.status());
    assertEquals(EventType.SHIPMENT_DELIVERED, story.lastEvent().type());
  }

  @Test
  void cancellingWhatWasNotDeliveredCompletesTheOrder() {
    Story story = Story.confirmed(2).then(pack(1, 1)).steps(1, PICKED_UP, DELIVERED);

    story.then(cancelLine(1, 1));

    assertEquals(OrderStatus.COMPLETED, story.status());
  }

  @Test
  void anotherLineStillOpenKeepsTheOrderGoing() {
    Story story = Story.confirmed(1, 1).then(pack(1, 1)).steps(1, PICKED_UP, DELIVERED);

    assertEquals(OrderStatus.IN_FULFILMENT, story.status());
  }

  @Test
  void cancellingEveryLineCancelsTheOrder() {
    Story story = Story.placed(2, 1).then(cancelLine(1, 2), cancelLine(2, 1));

    assertEquals(OrderStatus.CANCELLED, story.status());
  }

  @Test
  void anOrderOfWhichAllWasLostAndThenCancelledIsCancelled() {
    Story story = Story.withParcel(LOST);
    assertEquals(OrderStatus.IN_FULFILMENT, story.status());

    story.then(cancelLine(1, 2));

    assertEquals(OrderStatus.CANCELLED, story.status());
  }

  @Test
  void anOrderOfWhichAllCameBackAndWasThenCancelledIsReturned() {
    Story story = Story.withParcel(RETURNED_TO_SENDER);
    assertEquals(OrderStatus.IN_FULFILMENT, story.status());

    story.then(cancelLine(1, 2));

    assertEquals(OrderStatus.RETURNED, story.status());
  }

  @Test
  void anOrderOfWhichSomeCameBackAndSomeWasDeliveredIsCompleted() {
    Story story = Story.confirmed(2).then(pack(1, 1), pack(1, 1)).steps(1, PICKED_UP, DELIVERED);
    story.steps(2, PICKED_UP, IN_TRANSIT, RETURNING, RETURNED_TO_SENDER);

    story.then(cancelLine(1, 1));

    assertEquals(OrderStatus.COMPLETED, story.status());
  }

  @Test
  void whatCameBackMayBeSentAgain() {
    Story story = Story.withParcel(RETURNED_TO_SENDER).then(pack(1, 2));

    story.steps(2, PICKED_UP, DELIVERED);

    assertEquals(OrderStatus.COMPLETED, story.status());
  }

  @Test
  void completionWaitsForTheReleaseOfAHold() {
    Story story = Story.withParcel(PICKED_UP).then(HOLD, step(1, DELIVERED));
    assertEquals(OrderStatus.ON_HOLD, story.status());
    assertEquals(Optional.of(OrderStatus.IN_FULFILMENT), story.order().heldFrom());

    story.then(RELEASE);

    assertEquals(OrderStatus.COMPLETED, story.status());
  }

  @Test
  void anOrderCancelledLineByLineOnHoldIsCancelledByTheRelease() {
    Story story = Story.placed(1).then(HOLD, cancelLine(1, 1));
    assertEquals(OrderStatus.ON_HOLD, story.status());

    story.then(RELEASE);

    assertEquals(OrderStatus.CANCELLED, story.status());
  }

  @Test
  void aComplaintOpensACompletedOrderAgain() {
    Story story = Story.withParcel(DELIVERED);
    assertEquals(Set.of(EventType.SHIPMENT_EXCEPTION), story.order().allowed(story.parcel(1)));

    story.then(step(1, EXCEPTION));
    assertEquals(OrderStatus.IN_FULFILMENT, story.status());

    story.then(step(1, DELIVERED));
    assertEquals(OrderStatus.COMPLETED, story.status());
  }

  @Test
  void aParcelReplacedForGoodStaysLostWhenItsOrderIsCompleted() {
    Story story = Story.withParcel(LOST).then(pack(1, 2)).steps(2, PICKED_UP, DELIVERED);

    assertEquals(OrderStatus.COMPLETED, story.status());
    assertEquals(Set.of(), story.order().allowed(story.parcel(1)));
  }

  @Test
  void aParcelStillPackedKeepsTheOrderGoing() {
    Story story = Story.confirmed(2).then(pack(1, 1), pack(1, 1)).steps(1, PICKED_UP, DELIVERED);

    assertEquals(PACKED, story.parcel(2).status());
    assertEquals(OrderStatus.IN_FULFILMENT, story.status());
  }
}
