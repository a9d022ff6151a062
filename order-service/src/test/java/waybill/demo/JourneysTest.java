package waybill.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import waybill.order.ActorKind;
import waybill.order.Change;
import waybill.order.Occurrence;
import waybill.order.Order;
import waybill.order.OrderId;
import waybill.order.OrderStatus;
import waybill.order.Outcome;

final class JourneysTest {
  private static final int SEEDS = 100;

  @Test
  void everyJourneyIsAcceptedStepByStepToItsEnd() {
    for (long seed = 0; seed < SEEDS; seed++) {
      for (var journey : Journeys.FROM_PLACED) {
        var random = new Random(seed);

        var end = walk(placed(random), journey, random);

        assertFalse(Simulator.isActive(end), () -> journey + " ends " + end);
      }
    }
  }

  @Test
  void everyComplaintAboutADeliveredOrderIsSettledInTheEnd() {
    for (long seed = 0; seed < SEEDS; seed++) {
      var random = new Random(seed);
      for (var journey : Journeys.FROM_PLACED) {
        var delivered = walk(placed(random), journey, random);
        if (delivered.status() == OrderStatus.COMPLETED) {
          for (var complaint : Journeys.FROM_DELIVERED) {

            var end = walk(delivered, complaint, random);

            assertEquals(OrderStatus.COMPLETED, end.status(), () -> journey + " then " + complaint);
          }
        }
      }
    }
  }

  @Test
  void journeysTogetherShowEverythingThatCanHappen() {
    var acts = EnumSet.noneOf(Act.class);
    var journeys = new ArrayList<>(Journeys.FROM_PLACED);
    journeys.addAll(Journeys.FROM_DELIVERED);
    journeys.forEach(journey -> journey.forEach(step -> acts.add(step.act())));

    assertEquals(EnumSet.allOf(Act.class), acts);
  }

  @Test
  void whateverHappenedAnOrderFindsItsWayToAnEnd() {
    for (long seed = 0; seed < 20 * SEEDS; seed++) {
      var random = new Random(seed);
      var order = astray(placed(random), random);
      var start = order;

      for (int steps = 0; Next.of(order).isPresent(); steps++) {
        order = step(order, Next.of(order).get(), random);
        assertFalse(steps > 100, () -> "no end in sight from " + start);
      }

      assertFalse(Simulator.isActive(order), () -> start + " stays active");
    }
  }

  /** Somewhere in the state machine: acts at random, as far as they are accepted. */
  private static Order astray(Order order, RandomGenerator random) {
    for (int i = random.nextInt(60); i > 0; i--) {
      var step = new Step(Some.of(List.of(Act.values()), random), Optional.empty());
      if (decide(order, step, random) instanceof Outcome.Accepted(var next, _)) {
        order = next;
      }
    }
    return order;
  }

  private static Order placed(RandomGenerator random) {
    var placed =
        new Change.Placed(
            Person.ADA.id(),
            Some.of(Route.ALL, random).destination(),
            Shop.anyBasket(random),
            Optional.empty());
    return Order.place(OrderId.random(random), placed, ActorKind.STAFF, Office.NOW).order();
  }

  private static Order walk(Order order, List<Step> journey, RandomGenerator random) {
    for (var step : journey) {
      order = step(order, step, random);
    }
    return order;
  }

  private static Order step(Order order, Step step, RandomGenerator random) {
    var outcome = decide(order, step, random);
    return assertInstanceOf(Outcome.Accepted.class, outcome, () -> step + " of " + order).order();
  }

  private static Outcome decide(Order order, Step step, RandomGenerator random) {
    return order.decide(occurrence(order, step, random), Office.NOW);
  }

  private static Occurrence occurrence(Order order, Step step, RandomGenerator random) {
    var change = new Scene(random).change(step, order, Office.NOW);
    return new Occurrence(change, Office.NOW, Scene.actor(step.act()));
  }
}
