package waybill.order;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static waybill.order.Changes.CANCEL;
import static waybill.order.Changes.HOLD;
import static waybill.order.Changes.cancelLine;
import static waybill.order.Changes.pack;
import static waybill.order.ShipmentStatus.ATTEMPT_FAILED;
import static waybill.order.ShipmentStatus.CANCELLED;
import static waybill.order.ShipmentStatus.DELIVERED;
import static waybill.order.ShipmentStatus.EXCEPTION;
import static waybill.order.ShipmentStatus.IN_TRANSIT;
import static waybill.order.ShipmentStatus.LOST;
import static waybill.order.ShipmentStatus.OUT_FOR_DELIVERY;
import static waybill.order.ShipmentStatus.PICKED_UP;
import static waybill.order.ShipmentStatus.READY_FOR_PICKUP;
import static waybill.order.ShipmentStatus.RETURNED_TO_SENDER;
import static waybill.order.ShipmentStatus.RETURNING;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The one word a customer reads. */
class HeadlineTest {

  @ParameterizedTest
  @CsvSource({
    "PACKED, PREPARING",
    "PICKED_UP, SHIPPED",
    "IN_TRANSIT, SHIPPED",
    "OUT_FOR_DELIVERY, OUT_FOR_DELIVERY",
    "ATTEMPT_FAILED, PROBLEM",
    "READY_FOR_PICKUP, READY_FOR_PICKUP",
    "EXCEPTION, PROBLEM",
    "RETURNING, RETURNED",
    "DELIVERED, DELIVERED",
    "LOST, PROBLEM",
    "RETURNED_TO_SENDER, RETURNED",
    "CANCELLED, CONFIRMED"
  })
  void anOrderOfOneParcelReadsAsItsParcelDoes(ShipmentStatus parcel, Headline headline) {
    assertReads(headline, Story.withParcel(parcel));
  }

  @Test
  void beforeItsFirstParcelAnOrderReadsAsItsStatusDoes() {
    assertReads(Headline.PLACED, Story.placed(1));
    assertReads(Headline.CONFIRMED, Story.confirmed(1));
    assertReads(Headline.CANCELLED, Story.confirmed(1).then(CANCEL));
  }

  @Test
  void aHoldIsSaidBeforeAnythingElse() {
    assertReads(Headline.ON_HOLD, Story.withParcel(EXCEPTION).then(HOLD));
  }

  @Test
  void aProblemIsSaidBeforeAnyGoodNews() {
    Story story = twoParcels().steps(1, PICKED_UP, OUT_FOR_DELIVERY);

    assertReads(Headline.PROBLEM, story.steps(2, PICKED_UP, EXCEPTION));
    assertReads(Headline.PROBLEM, story.steps(1, DELIVERED));
    assertReads(Headline.PROBLEM, story.steps(2, OUT_FOR_DELIVERY, ATTEMPT_FAILED));
  }

  @Test
  void aLostParcelIsAProblemOnlyWhileNothingOfItWasTakenCareOf() {
    assertReads(Headline.PREPARING, Story.withParcel(LOST).then(pack(1, 1)));
    assertReads(Headline.PREPARING, Story.withParcel(LOST).then(cancelLine(1, 1)));
    assertReads(
        Headline.SHIPPED, Story.withParcel(LOST).then(pack(1, 2)).steps(2, PICKED_UP, IN_TRANSIT));
  }

  @Test
  void ofSeveralParcelsTheOneNearestTheCustomerIsNamed() {
    Story story = Story.confirmed(3).then(pack(1, 1), pack(1, 1), pack(1, 1));

    assertReads(Headline.PARTIALLY_SHIPPED, story.steps(1, PICKED_UP));
    assertReads(Headline.PARTIALLY_SHIPPED, story.steps(2, PICKED_UP));
    assertReads(Headline.SHIPPED, story.steps(3, PICKED_UP));
    assertReads(Headline.PARTIALLY_DELIVERED, story.steps(1, DELIVERED));
    assertReads(Headline.READY_FOR_PICKUP, story.steps(2, READY_FOR_PICKUP));
    assertReads(Headline.OUT_FOR_DELIVERY, story.steps(3, OUT_FOR_DELIVERY));
    assertReads(Headline.READY_FOR_PICKUP, story.steps(3, DELIVERED));
    assertReads(Headline.DELIVERED, story.steps(2, DELIVERED));
  }

  @Test
  void anOrderIsShippedInPartWhileSomethingIsStillOpen() {
    assertReads(
        Headline.PARTIALLY_SHIPPED, Story.confirmed(2).then(pack(1, 1)).steps(1, PICKED_UP));
  }

  @Test
  void whatIsDeliveredCountsMoreThanWhatComesBack() {
    Story story = twoParcels().steps(1, PICKED_UP, DELIVERED);

    assertReads(Headline.PARTIALLY_DELIVERED, story.steps(2, PICKED_UP, IN_TRANSIT, RETURNING));
    assertReads(Headline.PARTIALLY_DELIVERED, story.steps(2, RETURNED_TO_SENDER));
  }

  @Test
  void anOrderIsReturnedWhenAllOfItsParcelsAreThoseCalledOffOrLostApart() {
    Story story = twoParcels().steps(1, CANCELLED);
    assertReads(Headline.RETURNED, story.steps(2, PICKED_UP, IN_TRANSIT, RETURNING));

    Story lost = twoParcels().steps(1, PICKED_UP, EXCEPTION, LOST).then(cancelLine(1, 1));
    assertReads(Headline.RETURNED, lost.steps(2, PICKED_UP, IN_TRANSIT, RETURNING));
  }

  @Test
  void aParcelOnItsWayBackDoesNotMakeAnOrderShipped() {
    Story story = twoParcels().steps(1, PICKED_UP, IN_TRANSIT, RETURNING);

    assertReads(Headline.PREPARING, story);
    assertReads(Headline.SHIPPED, story.steps(2, PICKED_UP));
  }

  @Test
  void anOrderThatEndsWithAllOfItBackReadsReturned() {
    Story story = Story.withParcel(RETURNED_TO_SENDER).then(cancelLine(1, 2));

    assertReads(Headline.RETURNED, story);
  }

  private static Story twoParcels() {
    return Story.confirmed(2).then(pack(1, 1), pack(1, 1));
  }

  private static void assertReads(Headline headline, Story story) {
    assertEquals(headline, story.order().headline());
  }
}
