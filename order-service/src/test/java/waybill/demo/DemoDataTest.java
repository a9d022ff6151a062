package waybill.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import waybill.order.Customer;
import waybill.order.Eta;
import waybill.order.EventType;
import waybill.order.Headline;
import waybill.order.Line;
import waybill.order.Order;

final class DemoDataTest {
  private Office office;

  @BeforeEach
  void open() {
    office = new Office();
  }

  @AfterEach
  void close() {
    office.close();
  }

  @Test
  void anEmptyDatabaseGetsThreeCustomersWithOrdersInAllKindsOfStates() {
    office.loadDemoData();

    assertEquals(List.of("ada", "grace", "linus"), customerIds());
    assertEquals(
        EnumSet.of(
            Headline.PLACED,
            Headline.CONFIRMED,
            Headline.PREPARING,
            Headline.SHIPPED,
            Headline.OUT_FOR_DELIVERY,
            Headline.PROBLEM,
            Headline.READY_FOR_PICKUP,
            Headline.PARTIALLY_DELIVERED,
            Headline.DELIVERED,
            Headline.ON_HOLD),
        all()
            .map(Order::headline)
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(Headline.class))));
    assertTrue(all().anyMatch(o -> o.eta().filter(Eta::delayed).isPresent()), "one is delayed");
    assertTrue(
        all().flatMap(o -> o.lines().stream()).map(Line::cancelled).anyMatch(n -> n > 0),
        "a piece is cancelled");
  }

  @Test
  void nothingOfItLiesInTheFuture() {
    office.loadDemoData();

    assertTrue(all().noneMatch(o -> o.placedAt().isAfter(Office.NOW)));
    assertTrue(all().noneMatch(o -> o.updatedAt().isAfter(Office.NOW)));
  }

  @Test
  void aDatabaseThatHasACustomerStaysAsItIs() {
    office.clerk(1).register(Person.LINUS, Office.NOW);

    office.loadDemoData();

    assertEquals(List.of("linus"), customerIds());
    assertEquals(List.of(), office.ordersOf(Person.LINUS));
  }

  @Test
  void loadingTwiceIsLoadingOnce() {
    office.loadDemoData();
    var before = all().collect(Collectors.toSet());

    office.loadDemoData();

    assertEquals(before, all().collect(Collectors.toSet()));
  }

  @Test
  void oneOrderOfAdaIsParkedReadyToGoOutForDelivery() {
    office.loadDemoData();

    var parked = ParkedOrder.in(office.orders).orElseThrow();

    var allowed = parked.allowed(parked.shipments().getFirst());
    assertTrue(allowed.contains(EventType.SHIPMENT_OUT_FOR_DELIVERY));
    assertEquals(Set.of(parked), all().filter(ParkedOrder::is).collect(Collectors.toSet()));
  }

  private List<String> customerIds() {
    return office.customers.list("", 10).stream().map(Customer::id).map(Object::toString).toList();
  }

  private Stream<Order> all() {
    return Person.ALL.stream().flatMap(person -> office.ordersOf(person).stream());
  }
}
