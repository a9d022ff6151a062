package waybill.order;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What random histories make likely is certain here: no state of a small order is left out. */
class SmallWorldTest {
  private static final SmallWorld WORLD = SmallWorld.withParcels(3);

  @Test
  void everyReachableOrderIsSound() {
    WORLD.orders().forEach(Soundness::check);
  }

  @Test
  void whatIsAllowedIsExactlyWhatWouldBeAccepted() {
    WORLD.orders().forEach(order -> Soundness.checkAllowed(order, Story.START));
  }

  @Test
  void everyStatusAndEveryHeadlineIsReachable() {
    assertEquals(
        EnumSet.allOf(OrderStatus.class),
        WORLD.orders().stream().map(Order::status).collect(Collectors.toSet()));
    assertEquals(
        EnumSet.allOf(Headline.class),
        WORLD.orders().stream().map(Order::headline).collect(Collectors.toSet()));
  }

  @Test
  void everyStepOfTheTableIsTakenBySomeParcel() {
    var taken =
        WORLD.steps().stream()
            .filter(step -> step.change() instanceof Change.OfShipment)
            .map(SmallWorldTest::parcelStep)
            .collect(Collectors.toSet());
    var promised =
        Arrays.stream(ShipmentStatus.values())
            .flatMap(from ->
                Arrays.stream(ShipmentStatus.values())
                    .filter(to -> Transitions.mayFollow(from, to))
                    .map(to -> from + " " + to))
            .collect(Collectors.toSet());

    assertEquals(promised, taken);
  }

  @Test
  void anOrderThatIsCancelledOrReturnedStaysSo() {
    WORLD.steps().stream()
        .filter(step -> step.before().status() != step.after().status())
        .forEach(step ->
            assertTrue(
                step.before().status() != OrderStatus.CANCELLED
                    && step.before().status() != OrderStatus.RETURNED,
                step::toString));
  }

  @Test
  void onlyAComplaintOpensACompletedOrder() {
    WORLD.steps().stream()
        .filter(step -> step.before().status() == OrderStatus.COMPLETED)
        .filter(step -> step.after().status() != OrderStatus.COMPLETED)
        .forEach(step -> {
          assertEquals(EventType.SHIPMENT_EXCEPTION, step.change().type());
          assertEquals(OrderStatus.IN_FULFILMENT, step.after().status());
        });
  }

  private static String parcelStep(SmallWorld.Step step) {
    ShipmentId id = ((Change.OfShipment) step.change()).shipment();
    return step.before().shipment(id).orElseThrow().status()
        + " "
        + step.after().shipment(id).orElseThrow().status();
  }
}
