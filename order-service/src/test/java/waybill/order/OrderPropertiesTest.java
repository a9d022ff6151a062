package waybill.order;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What holds after any history whatever. */
class OrderPropertiesTest {

  @Test
  void everyOrderOnTheWayIsSound() {
    Walks.each(300, OrderPropertiesTest::everyOrderOnTheWayIsSound);
  }

  private static void everyOrderOnTheWayIsSound(Walk walk) {
    walk.accepted().map(Outcome.Accepted::order).forEach(Soundness::check);
  }

  @Test
  void theWalksLeadEverywhere() {
    var accepted = Walks.of(300).flatMap(Walk::accepted).toList();

    assertEquals(
        EnumSet.allOf(OrderStatus.class),
        accepted.stream().map(a -> a.order().status()).collect(Collectors.toSet()));
    assertEquals(
        EnumSet.allOf(Headline.class),
        accepted.stream().map(a -> a.order().headline()).collect(Collectors.toSet()));
    assertTrue(accepted.stream().anyMatch(a -> a.event().late()));
  }

  @Test
  void replayingTheEventsGivesTheOrder() {
    Walks.each(300, OrderPropertiesTest::replayingTheEventsGivesTheOrder);
  }

  private static void replayingTheEventsGivesTheOrder(Walk walk) {
    var known = new ArrayList<OrderEvent>(List.of(walk.placed().event()));
    assertEquals(walk.placed().order(), Order.replay(known));
    walk.accepted()
        .forEach(accepted -> {
          known.add(accepted.event());
          assertEquals(accepted.order(), Order.replay(known));
        });
  }

  @Test
  void theVersionRisesByOneWithEachAcceptedChange() {
    Walks.each(300, OrderPropertiesTest::theVersionRisesByOneWithEachAcceptedChange);
  }

  private static void theVersionRisesByOneWithEachAcceptedChange(Walk walk) {
    for (Walk.Turn turn : walk.turns()) {
      turn.accepted()
          .ifPresent(accepted -> {
            assertEquals(turn.before().version() + 1, accepted.order().version());
            assertEquals(accepted.order().version(), accepted.event().version());
            assertEquals(accepted.order(), turn.before().apply(accepted.event()));
            assertEquals(turn.now(), accepted.event().recordedAt());
            assertEquals(turn.now(), accepted.order().updatedAt());
          });
    }
  }

  @Test
  void aRefusedChangeChangesNothing() {
    Walks.each(300, OrderPropertiesTest::aRefusedChangeChangesNothing);
  }

  private static void aRefusedChangeChangesNothing(Walk walk) {
    List<OrderEvent> events = walk.events();

    for (Walk.Turn turn : walk.turns()) {
      if (turn.accepted().isEmpty()) {
        int version = (int) turn.before().version();
        assertEquals(Order.replay(events.subList(0, version)), turn.before());
      }
    }
    assertEquals(events.size(), walk.last().version());
  }

  @Test
  void aRefusalSaysWhatIsWrongOrWhatMayFollow() {
    Walks.each(300, OrderPropertiesTest::aRefusalSaysWhatIsWrongOrWhatMayFollow);
  }

  private static void aRefusalSaysWhatIsWrongOrWhatMayFollow(Walk walk) {
    for (Walk.Turn turn : walk.turns()) {
      EventType type = turn.tried().change().type();
      switch (turn.outcome()) {
        case Outcome.Accepted _ -> {}
        case Outcome.Invalid invalid -> assertFalse(invalid.errors().isEmpty());
        case Outcome.Illegal illegal ->
            assertEquals(illegal.errors().isEmpty(), !illegal.allowed().contains(type));
        case Outcome.NotFound _, Outcome.Stale _ ->
            throw new AssertionError("no business of the domain");
      }
    }
  }

  @Test
  void whatIsAllowedIsExactlyWhatWouldBeAccepted() {
    Walks.each(100, OrderPropertiesTest::whatIsAllowedIsExactlyWhatWouldBeAccepted);
  }

  private static void whatIsAllowedIsExactlyWhatWouldBeAccepted(Walk walk) {
    for (Walk.Turn turn : walk.turns()) {
      Soundness.checkAllowed(turn.before(), turn.now());
    }
  }

  @Test
  void everyStepOfAParcelIsOneOfTheTableUnlessItIsLate() {
    Walks.each(300, OrderPropertiesTest::everyStepOfAParcelIsOneOfTheTableUnlessItIsLate);
  }

  private static void everyStepOfAParcelIsOneOfTheTableUnlessItIsLate(Walk walk) {
    for (Walk.Turn turn : walk.turns()) {
      turn.accepted().ifPresent(accepted -> checkSteps(turn.before(), accepted));
    }
  }

  private static void checkSteps(Order before, Outcome.Accepted accepted) {
    OrderEvent event = accepted.event();
    for (Shipment shipment : before.shipments()) {
      Shipment after = accepted.order().shipment(shipment.id()).orElseThrow();
      boolean meant = event.shipment().equals(Optional.of(shipment.id())) && !event.late();
      if (meant) {
        assertEquals(event.type().target(), Optional.of(after.status()));
        assertTrue(Transitions.mayFollow(shipment.status(), after.status()));
      } else if (event.type() == EventType.ORDER_CANCELLED) {
        assertEquals(ShipmentStatus.CANCELLED, after.status());
      } else {
        assertEquals(shipment, after);
      }
    }
  }

  @Test
  void theLatestScanIsTheLatestThatHappened() {
    Walks.each(300, OrderPropertiesTest::theLatestScanIsTheLatestThatHappened);
  }

  private static void theLatestScanIsTheLatestThatHappened(Walk walk) {
    for (Shipment shipment : walk.last().shipments()) {
      Optional<Instant> latest =
          walk.events().stream()
              .filter(e -> e.shipment().equals(Optional.of(shipment.id())))
              .filter(e -> e.change() instanceof Change.OfShipment step && step.isScan())
              .map(OrderEvent::occurredAt)
              .max(Instant::compareTo);

      assertEquals(latest, shipment.lastScan());
    }
  }

  @Test
  void whatIsOverStaysOverButForAComplaint() {
    Walks.each(300, OrderPropertiesTest::whatIsOverStaysOverButForAComplaint);
  }

  private static void whatIsOverStaysOverButForAComplaint(Walk walk) {
    for (Walk.Turn turn : walk.turns()) {
      OrderStatus after =
          turn.accepted().map(a -> a.order().status()).orElse(turn.before().status());
      switch (turn.before().status()) {
        case CANCELLED, RETURNED -> assertEquals(turn.before().status(), after);
        case COMPLETED ->
            assertEquals(
                turn.tried().change().type() == EventType.SHIPMENT_EXCEPTION
                    && turn.accepted().filter(a -> !a.event().late()).isPresent(),
                after != OrderStatus.COMPLETED);
        case PLACED, CONFIRMED, IN_FULFILMENT, ON_HOLD -> {}
      }
    }
  }
}
