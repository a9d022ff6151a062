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
import waybill.demo.ScriptedEvent.Kind;
import waybill.order.ActorKind;
import waybill.order.Change;
import waybill.order.Order;
import waybill.order.OrderId;
import waybill.order.OrderStatus;
import waybill.order.Outcome;
import waybill.order.ReportedChange;

final class EventScriptTest {
  private static final int SEEDS = 100;

  @Test
  void everyEventOfEveryScriptIsAccepted() {
    for (long seed = 0; seed < SEEDS; seed++) {
      for (var script : EventScript.FROM_PLACED) {
        var random = new Random(seed);

        var end = walk(placed(random), script, random);

        assertFalse(Simulator.isActive(end), () -> script + " ends " + end);
      }
    }
  }

  @Test
  void everyComplaintScriptEndsWithACompletedOrder() {
    for (long seed = 0; seed < SEEDS; seed++) {
      var random = new Random(seed);
      for (var script : EventScript.FROM_PLACED) {
        var delivered = walk(placed(random), script, random);
        if (delivered.status() == OrderStatus.COMPLETED) {
          for (var complaint : EventScript.FROM_DELIVERED) {

            var end = walk(delivered, complaint, random);

            assertEquals(OrderStatus.COMPLETED, end.status(), () -> script + " then " + complaint);
          }
        }
      }
    }
  }

  @Test
  void theScriptsUseEveryKindOfEvent() {
    var kinds = EnumSet.noneOf(Kind.class);
    var scripts = new ArrayList<>(EventScript.FROM_PLACED);
    scripts.addAll(EventScript.FROM_DELIVERED);
    scripts.forEach(script -> script.forEach(step -> kinds.add(step.kind())));

    assertEquals(EnumSet.allOf(Kind.class), kinds);
  }

  @Test
  void everyReachableOrderIsFinishedByNextEvents() {
    for (long seed = 0; seed < 20 * SEEDS; seed++) {
      var random = new Random(seed);
      var order = afterRandomEvents(placed(random), random);
      var start = order;

      for (int steps = 0; EventScript.next(order).isPresent(); steps++) {
        order = step(order, EventScript.next(order).get(), random);
        assertFalse(steps > 100, () -> "more than 100 events from " + start);
      }

      assertFalse(Simulator.isActive(order), () -> start + " stays active");
    }
  }

  /** Applies up to 60 random events; refused ones are skipped. */
  private static Order afterRandomEvents(Order order, RandomGenerator random) {
    for (int i = random.nextInt(60); i > 0; i--) {
      var step =
          new ScriptedEvent(EventDetails.any(List.of(Kind.values()), random), Optional.empty());
      if (decide(order, step, random) instanceof Outcome.Accepted(var next, _)) {
        order = next;
      }
    }
    return order;
  }

  private static Order placed(RandomGenerator random) {
    var placed =
        new Change.Placed(
            DemoCustomer.ADA.id(),
            EventDetails.any(Route.ALL, random).destination(),
            Catalogue.anyBasket(random),
            Optional.empty());
    return Order.place(OrderId.random(random), placed, ActorKind.STAFF, DemoDatabase.NOW).order();
  }

  private static Order walk(Order order, List<ScriptedEvent> script, RandomGenerator random) {
    for (var step : script) {
      order = step(order, step, random);
    }
    return order;
  }

  private static Order step(Order order, ScriptedEvent step, RandomGenerator random) {
    var outcome = decide(order, step, random);
    return assertInstanceOf(Outcome.Accepted.class, outcome, () -> step + " of " + order).order();
  }

  private static Outcome decide(Order order, ScriptedEvent step, RandomGenerator random) {
    return order.decide(reported(order, step, random), DemoDatabase.NOW);
  }

  private static ReportedChange reported(Order order, ScriptedEvent step, RandomGenerator random) {
    var change = EventDetails.change(step, order, DemoDatabase.NOW, random);
    return new ReportedChange(change, DemoDatabase.NOW, step.kind().actor);
  }
}
