package waybill.demo;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import waybill.order.Order;
import waybill.order.OrderStatus;

final class SimulatorTest {
  private static final int LONGEST_COMPLAINT =
      Journeys.FROM_DELIVERED.stream().mapToInt(List::size).max().orElseThrow();

  private Office office;

  @BeforeEach
  void open() {
    office = new Office();
    office.loadDemoData();
  }

  @AfterEach
  void close() {
    office.close();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void everyTurnMakesOneEventAndNoneIsRefused(long seed) {
    var simulator = office.simulator(seed);

    for (int turn = 0; turn < 600; turn++) {
      long before = events();
      assertTrue(simulator.turn());
      assertEquals(before + 1, events());
    }

    assertEquals(0, simulator.refusals());
  }

  @Test
  void everyCustomerSeesSomethingInEveryRoundAndHasThreeToFiveOrdersUnderWay() {
    var simulator = office.simulator(4);
    turns(simulator, 60);

    for (int round = 0; round < 100; round++) {
      for (var person : Person.ALL) {
        long before = events(person);
        simulator.turn();
        assertEquals(before + 1, events(person));
        int active = active(person).size();
        assertTrue(active >= 2 && active <= 5, () -> person.id() + " has " + active);
      }
    }
  }

  @Test
  void itComesToRestBeforeAPageOrTheDatabaseGrowsWithoutBound() {
    var simulator = office.simulator(5, new Simulator.Bounds(8, 20));

    int turns = 0;
    for (int idle = 0; idle < Person.ALL.size(); turns++) {
      idle = simulator.turn() ? 0 : idle + 1;
      assertTrue(turns < 2000, "it never rests");
    }

    for (var person : Person.ALL) {
      var orders = office.ordersOf(person);
      assertEquals(8, orders.size());
      assertEquals(List.of(), active(person));
      assertTrue(orders.stream().allMatch(o -> o.version() < 20 + LONGEST_COMPLAINT));
      assertTrue(orders.stream().anyMatch(o -> o.version() >= 20), "somebody complained");
    }
    assertEquals(0, simulator.refusals());
  }

  @Test
  void afterARestartItCarriesOnWithEveryOrderThatItFinds() {
    turns(office.simulator(6), 150);
    var found = Person.ALL.stream().flatMap(person -> active(person).stream()).toList();
    var restarted = office.simulator(7);

    turns(restarted, 450);

    assertFalse(found.isEmpty());
    assertEquals(0, restarted.refusals());
    for (var order : found) {
      var now = office.order(order.id());
      assertTrue(now.version() > order.version(), () -> now + " stands still");
    }
  }

  @Test
  void anOrderThatSomebodyElseChangesGoesOnFromWhereItIs() {
    var simulator = office.simulator(8);
    var visitor = office.clerk(8);
    turns(simulator, 60);
    var held =
        Person.ALL.stream()
            .flatMap(person -> active(person).stream())
            .flatMap(order -> visitor.append(Step.of("hold"), order, Office.NOW).stream())
            .toList();

    turns(simulator, 400);

    assertTrue(simulator.refusals() > 0, "some script did not fit any more");
    for (var order : held) {
      assertNotEquals(OrderStatus.ON_HOLD, office.order(order.id()).status());
    }
  }

  @Test
  void aStepDecidedOnAnOlderVersionIsRefused() {
    var order = office.place(Person.ADA);
    var clerk = office.clerk(13);
    clerk.append(Step.of("note"), order, Office.NOW);

    var second = clerk.append(Step.of("confirm"), order, Office.NOW);

    assertTrue(second.isEmpty());
  }

  @Test
  void anOrderPlacedByAVisitorIsDeliveredToo() {
    var order = office.place(Person.GRACE);

    turns(office.simulator(9), 600);

    assertEquals(OrderStatus.COMPLETED, office.order(order.id()).status());
  }

  @Test
  void theParkedOrderIsLeftAlone() {
    var parked = ParkedOrder.in(office.orders).orElseThrow();

    turns(office.simulator(10), 600);

    assertEquals(parked, office.order(parked.id()));
  }

  @Test
  void closingEndsItsWaitAtOnce() {
    var simulator = office.simulator(11);
    simulator.start();

    assertTimeoutPreemptively(Duration.ofSeconds(1), simulator::close);
  }

  @Test
  void aBrokenDatabaseDoesNotBreakTheSimulator() {
    var simulator = office.simulator(12);
    var log = Logger.getLogger(Simulator.class.getName());
    log.setLevel(Level.OFF);
    office.close();

    assertDoesNotThrow(simulator::tryTurn);

    log.setLevel(null);
  }

  private static void turns(Simulator simulator, int count) {
    for (int i = 0; i < count; i++) {
      simulator.turn();
    }
  }

  private List<Order> active(Person person) {
    return office.ordersOf(person).stream().filter(Simulator::isActive).toList();
  }

  private long events() {
    return Person.ALL.stream().mapToLong(this::events).sum();
  }

  private long events(Person person) {
    return office.log.head(person.id()).orElseThrow();
  }
}
