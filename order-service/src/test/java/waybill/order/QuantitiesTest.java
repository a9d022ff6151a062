package waybill.order;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static waybill.order.Changes.cancelLine;
import static waybill.order.Changes.cancelLines;
import static waybill.order.Changes.pack;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Packing and cancelling take from what is open, and some parcels give it back. */
class QuantitiesTest {

  @Test
  void packingAndCancellingTakeFromWhatIsOpen() {
    Story story = Story.confirmed(5);

    story.then(pack(1, 2), cancelLine(1, 1));

    assertEquals(2, story.order().open(1));
    assertEquals(1, story.order().lines().getFirst().cancelled());
  }

  @ParameterizedTest
  @EnumSource
  void aParcelGivesBackWhatItHeldWhenItIsCalledOffLostOrReturned(ShipmentStatus status) {
    Story story = Story.withParcel(status);

    boolean givesBack =
        switch (status) {
          case CANCELLED, LOST, RETURNED_TO_SENDER -> true;
          case PACKED, PICKED_UP, IN_TRANSIT, OUT_FOR_DELIVERY, ATTEMPT_FAILED -> false;
          case READY_FOR_PICKUP, EXCEPTION, RETURNING, DELIVERED -> false;
        };
    assertEquals(givesBack ? 2 : 0, story.order().open(1));
  }

  @Test
  void morePiecesThanAreLeftAreRefusedAndTheAnswerSaysHowManyThereAre() {
    Story story = Story.confirmed(1, 3).then(pack(2, 1));

    Outcome.Illegal illegal = story.illegal(pack(List.of(new Quantity(1, 1), new Quantity(2, 3))));

    assertEquals(
        List.of(new WrongField("/lines/1/quantity", "2 left of this line")), illegal.errors());
    assertEquals(story.order().allowed(), illegal.allowed());
    assertTrue(illegal.allowed().contains(EventType.SHIPMENT_PACKED));
  }

  @Test
  void morePiecesThanAreLeftAreNotCancelledEither() {
    Outcome.Illegal illegal = Story.placed(2).illegal(cancelLine(1, 3));

    assertEquals(
        List.of(new WrongField("/lines/0/quantity", "2 left of this line")), illegal.errors());
  }

  @Test
  void whereNothingIsOpenNothingIsPackedOrCancelled() {
    Story story = Story.confirmed(1).then(pack(1, 1));

    assertEquals(List.of(), story.illegal(pack(1, 1)).errors());
    assertEquals(List.of(), story.illegal(cancelLine(1, 1)).errors());
  }

  @Test
  void aLineThatTheOrderDoesNotHaveIsInvalid() {
    Story story = Story.confirmed(1);

    Outcome.Invalid invalid =
        story.invalid(pack(List.of(new Quantity(0, 1), new Quantity(1, 1), new Quantity(2, 1))));

    assertEquals(
        List.of("/lines/0/line", "/lines/2/line"),
        invalid.errors().stream().map(WrongField::pointer).toList());
  }

  @Test
  void aLineNamedTwiceIsInvalidThoughThereWouldBeEnough() {
    Story story = Story.confirmed(4);

    Outcome.Invalid invalid =
        story.invalid(cancelLines(List.of(new Quantity(1, 1), new Quantity(1, 1))));

    assertEquals(
        List.of(new WrongField("/lines/1/line", "line 1 is named twice")), invalid.errors());
  }

  @Test
  void anEmptyParcelIsInvalid() {
    assertEquals(
        "/lines", Story.confirmed(1).invalid(pack(List.of())).errors().getFirst().pointer());
  }

  @Test
  void anUnknownLineIsPointedOutBeforeTheStatusIs() {
    Story.placed(1).invalid(pack(7, 1));
  }

  @Test
  void quantitiesThatCannotBeAreNotConstructed() {
    assertThrows(IllegalArgumentException.class, () -> new Quantity(1, 0));
    assertThrows(IllegalArgumentException.class, () -> new Line(1, "A", "A", 0, 0));
    assertThrows(IllegalArgumentException.class, () -> new Line(1, "A", "A", 2, 3));
    assertThrows(IllegalArgumentException.class, () -> new Line(1, "A", "A", 2, -1));
    assertThrows(IllegalArgumentException.class, Changes::place);
  }
}
