package waybill.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import waybill.Await;
import waybill.order.Order;
import waybill.order.OrderStatus;
import waybill.tasks.PeriodicTask;

final class SimulatorTest {
  private static final int LONGEST_COMPLAINT =
      EventScript.FROM_DELIVERED.stream().mapToInt(List::size).max().orElseThrow();

  @TempDir Path folder;
  private DemoDatabase demo;

  @BeforeEach
  void open() {
    demo = new DemoDatabase(folder);
    demo.loadDemoData();
  }

  @AfterEach
  void close() {
    demo.close();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void everyTurnMakesOneEventAndNoEventIsRefused(long seed) {
    var simulator = demo.simulator(seed);

    for (int turn = 0; turn < 600; turn++) {
      long before = events();
      assertTrue(simulator.turn());
      assertEquals(before + 1, events());
    }

    assertEquals(0, simulator.refusals());
  }

  @Test
  void everyRoundMakesOneEventPerCustomerWhoHasTwoToFiveActiveOrders() {
    var simulator = demo.simulator(4);
    turns(simulator, 60);

    for (int round = 0; round < 100; round++) {
      for (var customer : DemoCustomer.ALL) {
        long before = events(customer);
        simulator.turn();
        assertEquals(before + 1, events(customer));
        int active = active(customer).size();
        assertTrue(active >= 2 && active <= 5, () -> customer.id() + " has " + active);
      }
    }
  }

  @Test
  void theSimulatorStopsAtItsBounds() {
    var simulator = demo.simulator(5, new Simulator.Bounds(8, 20));

    int turns = 0;
    for (int idle = 0; idle < DemoCustomer.ALL.size(); turns++) {
      idle = simulator.turn() ? 0 : idle + 1;
      assertTrue(turns < 2000, "it makes events for more than 2000 turns");
    }

    for (var customer : DemoCustomer.ALL) {
      var orders = demo.ordersOf(customer);
      assertEquals(8, orders.size());
      assertEquals(List.of(), active(customer));
      assertTrue(orders.stream().allMatch(o -> o.version() < 20 + LONGEST_COMPLAINT));
      assertTrue(orders.stream().anyMatch(o -> o.version() >= 20), "a complaint was made");
    }
    assertEquals(0, simulator.refusals());
  }

  @Test
  void afterARestartEveryActiveOrderContinues() {
    turns(demo.simulator(6), 150);
    var found = DemoCustomer.ALL.stream().flatMap(customer -> active(customer).stream()).toList();
    var restarted = demo.simulator(7);

    turns(restarted, 450);

    assertFalse(found.isEmpty());
    assertEquals(0, restarted.refusals());
    for (var order : found) {
      var now = demo.order(order.id());
      assertTrue(now.version() > order.version(), () -> now + " did not change");
    }
  }

  @Test
  void anOrderThatAVisitorChangedContinuesFromItsNewState() {
    var simulator = demo.simulator(8);
    var visitor = demo.commands(8);
    turns(simulator, 60);
    var held =
        DemoCustomer.ALL.stream()
            .flatMap(customer -> active(customer).stream())
            .flatMap(order ->
                visitor.append(ScriptedEvent.parse("hold"), order, DemoDatabase.NOW).stream())
            .toList();

    turns(simulator, 400);

    assertTrue(simulator.refusals() > 0, "a script no longer fits its order");
    for (var order : held) {
      assertNotEquals(OrderStatus.ON_HOLD, demo.order(order.id()).status());
    }
  }

  @Test
  void anEventForAnOlderVersionIsRefused() {
    var order = demo.place(DemoCustomer.ADA);
    var commands = demo.commands(13);
    commands.append(ScriptedEvent.parse("note"), order, DemoDatabase.NOW);

    var second = commands.append(ScriptedEvent.parse("confirm"), order, DemoDatabase.NOW);

    assertTrue(second.isEmpty());
  }

  @Test
  void anOrderPlacedByAVisitorIsDelivered() {
    var order = demo.place(DemoCustomer.GRACE);

    turns(demo.simulator(9), 600);

    assertEquals(OrderStatus.COMPLETED, demo.order(order.id()).status());
  }

  @Test
  void theParkedOrderIsNeverChanged() {
    var parked = DemoOrders.parked(demo.orders).orElseThrow();

    turns(demo.simulator(10), 600);

    assertEquals(parked, demo.order(parked.id()));
  }

  @Test
  void closingEndsThePauseAtOnce() {
    var task = new PeriodicTask("simulator", Demo.PAUSE, demo.simulator(11)::turn);

    assertTimeoutPreemptively(Duration.ofSeconds(1), task::close);
  }

  @Test
  void aClosedDatabaseDoesNotEndTheSimulator() {
    var simulator = demo.simulator(12);
    var turns = new AtomicInteger();
    demo.close();
    var log = Logger.getLogger(PeriodicTask.class.getName());
    log.setLevel(Level.OFF);
    Runnable turn =
        () -> {
          turns.incrementAndGet();
          simulator.turn();
        };

    try (var task = new PeriodicTask("simulator", Duration.ofMillis(1), turn)) {
      Await.until("a second turn is tried", () -> turns.get() > 1);
      assertFalse(task.healthy());
    }

    log.setLevel(null);
  }

  private static void turns(Simulator simulator, int count) {
    for (int i = 0; i < count; i++) {
      simulator.turn();
    }
  }

  private List<Order> active(DemoCustomer customer) {
    return demo.ordersOf(customer).stream().filter(Simulator::isActive).toList();
  }

  private long events() {
    return DemoCustomer.ALL.stream().mapToLong(this::events).sum();
  }

  private long events(DemoCustomer customer) {
    return demo.log.head(customer.id()).orElseThrow();
  }
}
