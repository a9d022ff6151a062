package waybill.order;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static waybill.order.Changes.CANCEL;
import static waybill.order.Changes.HOLD;
import static waybill.order.Changes.RELEASE;
import static waybill.order.Changes.cancelLine;
import static waybill.order.Changes.pack;
import static waybill.order.Changes.step;
import static waybill.order.ShipmentStatus.CANCELLED;
import static waybill.order.ShipmentStatus.DELIVERED;
import static waybill.order.ShipmentStatus.EXCEPTION;
import static waybill.order.ShipmentStatus.IN_TRANSIT;
import static waybill.order.ShipmentStatus.LOST;
import static waybill.order.ShipmentStatus.PACKED;
import static waybill.order.ShipmentStatus.PICKED_UP;
import static waybill.order.ShipmentStatus.RETURNED_TO_SENDER;
import static waybill.order.ShipmentStatus.RETURNING;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Where a parcel may go from where it is. */
class ShipmentStepsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      textBlock =
          """
          PACKED             > PICKED_UP CANCELLED
          PICKED_UP          > IN_TRANSIT OUT_FOR_DELIVERY READY_FOR_PICKUP DELIVERED EXCEPTION
          IN_TRANSIT         > IN_TRANSIT OUT_FOR_DELIVERY READY_FOR_PICKUP DELIVERED EXCEPTION RETURNING
          OUT_FOR_DELIVERY   > DELIVERED ATTEMPT_FAILED READY_FOR_PICKUP IN_TRANSIT EXCEPTION RETURNING
          ATTEMPT_FAILED     > OUT_FOR_DELIVERY READY_FOR_PICKUP DELIVERED EXCEPTION RETURNING
          READY_FOR_PICKUP   > DELIVERED EXCEPTION RETURNING
          EXCEPTION          > IN_TRANSIT OUT_FOR_DELIVERY READY_FOR_PICKUP DELIVERED RETURNING LOST
          RETURNING          > RETURNING EXCEPTION RETURNED_TO_SENDER LOST
          DELIVERED          > EXCEPTION
          LOST               > IN_TRANSIT
          RETURNED_TO_SENDER > ''
          CANCELLED          > ''
          """)
  void aParcelTakesExactlyTheStepsItWasPromised(ShipmentStatus from, String promised) {
    Story story = Story.withParcel(from);

    Set<ShipmentStatus> taken =
        Arrays.stream(ShipmentStatus.values())
            .filter(to -> to != PACKED)
            .filter(to -> story.tries(step(1, to)) instanceof Outcome.Accepted)
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(ShipmentStatus.class)));

    Set<ShipmentStatus> expected =
        Arrays.stream(promised.split(" "))
            .filter(name -> !name.isEmpty())
            .map(ShipmentStatus::valueOf)
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(ShipmentStatus.class)));
    assertEquals(expected, taken);
  }

  @Test
  void anAcceptedStepChangesThatParcelOnly() {
    Story story = Story.confirmed(2).then(pack(1, 1), pack(1, 1));
    Shipment other = story.parcel(2);

    story.then(step(1, PICKED_UP));

    assertEquals(PICKED_UP, story.parcel(1).status());
    assertEquals(other, story.parcel(2));
    assertEquals(Optional.of(new ShipmentId(1)), story.lastEvent().shipment());
  }

  @Test
  void aNewParcelGetsTheNextIdAndItsEventNamesIt() {
    Story story = Story.confirmed(2).then(pack(1, 1), pack(1, 1));

    assertEquals(new ShipmentId(2), story.order().shipments().getLast().id());
    assertEquals(PACKED, story.order().shipments().getLast().status());
    assertEquals(Optional.of(new ShipmentId(2)), story.lastEvent().shipment());
  }

  @Test
  void theCarrierAndNumberGivenAtPickUpReplaceThoseGivenAtPacking() {
    Story story = Story.confirmed(1).then(pack(1, 1));
    var pickedUp =
        new Change.PickedUp(
            new ShipmentId(1), Optional.empty(), Optional.of("TN-2"), Optional.empty());

    story.then(pickedUp);

    assertEquals(Optional.of("Postal"), story.parcel(1).carrier());
    assertEquals(Optional.of("TN-2"), story.parcel(1).trackingNumber());
  }

  @Test
  void aStepOfAParcelThatDoesNotExistIsInvalid() {
    Story story = Story.confirmed(1).then(pack(1, 1));

    Outcome.Invalid invalid = story.invalid(step(2, PICKED_UP));

    assertEquals("/shipmentId", invalid.errors().getFirst().pointer());
  }

  @Test
  void aRefusedStepSaysWhatThatParcelMayDo() {
    Outcome.Illegal illegal = Story.withParcel(PACKED).illegal(step(1, DELIVERED));

    assertEquals(
        List.of(EventType.SHIPMENT_PICKED_UP, EventType.SHIPMENT_CANCELLED),
        List.copyOf(illegal.allowed()));
    assertEquals("shipment.delivered cannot follow: S1 is PACKED", illegal.why());
  }

  @Test
  void aLostParcelMayTurnUpWhileItsPiecesAreStillOpen() {
    Story story = Story.withParcel(LOST).then(step(1, IN_TRANSIT));

    assertEquals(IN_TRANSIT, story.parcel(1).status());
    assertEquals(0, story.order().open(1));
  }

  @Test
  void aLostParcelIsNotTakenBackOnceSomeOfItWasPackedAgain() {
    Story story = Story.withParcel(LOST).then(pack(1, 1));

    assertEquals(Set.of(), story.illegal(step(1, IN_TRANSIT)).allowed());
  }

  @Test
  void aLostParcelIsNotTakenBackOnceSomeOfItWasCancelled() {
    Story story = Story.withParcel(LOST).then(cancelLine(1, 1));

    assertEquals(Set.of(), story.illegal(step(1, IN_TRANSIT)).allowed());
  }

  @Test
  void aLostParcelMayTurnUpAgainWhenItsReplacementCameBack() {
    Story story = Story.withParcel(LOST).then(pack(1, 2));
    story.steps(2, PICKED_UP, IN_TRANSIT, RETURNING, RETURNED_TO_SENDER);

    story.then(step(1, IN_TRANSIT));

    assertEquals(IN_TRANSIT, story.parcel(1).status());
  }

  @Test
  void onHoldNothingIsPickedUpButAParcelMayBeCalledOff() {
    Story story = Story.withParcel(PACKED).then(HOLD);

    assertEquals(Set.of(EventType.SHIPMENT_CANCELLED), story.illegal(step(1, PICKED_UP)).allowed());
    assertEquals(CANCELLED, story.then(step(1, CANCELLED)).parcel(1).status());
  }

  @Test
  void onHoldParcelsUnderWayGoOnBeingScanned() {
    Story story = Story.withParcel(PICKED_UP).then(HOLD).steps(1, IN_TRANSIT, EXCEPTION, LOST);

    assertEquals(LOST, story.parcel(1).status());
    assertEquals(OrderStatus.ON_HOLD, story.status());
  }

  @Test
  void afterTheReleaseAParcelIsPickedUp() {
    Story story = Story.withParcel(PACKED).then(HOLD, RELEASE, step(1, PICKED_UP));

    assertEquals(PICKED_UP, story.parcel(1).status());
  }

  @Test
  void aParcelOfACancelledOrderStaysWhereItIs() {
    Story story = Story.withParcel(PACKED).then(CANCEL);

    assertEquals(CANCELLED, story.parcel(1).status());
    assertEquals(Set.of(), story.order().allowed(story.parcel(1)));
  }

  @ParameterizedTest
  @EnumSource(names = {"PACKED", "PICKED_UP", "ATTEMPT_FAILED", "EXCEPTION"})
  void aStepThatCarriesMoreIsNoPlainMove(ShipmentStatus to) {
    assertThrows(
        IllegalArgumentException.class,
        () -> new Change.Moved(new ShipmentId(1), to, Optional.empty(), Optional.empty()));
    assertTrue(EventType.leadingTo(to).target().isPresent());
  }
}
