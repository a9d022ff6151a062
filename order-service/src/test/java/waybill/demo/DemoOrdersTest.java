package waybill.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import waybill.order.Customer;
import waybill.order.Eta;
import waybill.order.EventType;
import waybill.order.Headline;
import waybill.order.Line;
import waybill.order.Order;
import waybill.order.ShipmentStatus;

final class DemoOrdersTest {
  private static final Set<ShipmentStatus> AT_THE_DOOR =
      EnumSet.of(
          ShipmentStatus.OUT_FOR_DELIVERY,
          ShipmentStatus.ATTEMPT_FAILED,
          ShipmentStatus.READY_FOR_PICKUP,
          ShipmentStatus.DELIVERED);

  @TempDir Path folder;
  private DemoDatabase demo;

  @BeforeEach
  void open() {
    demo = new DemoDatabase(folder);
  }

  @AfterEach
  void close() {
    demo.close();
  }

  @Test
  void anEmptyDatabaseGetsThreeCustomersWithOrdersInManyStates() {
    demo.loadDemoData();

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
  void noOrderWasPlacedOrChangedInTheFuture() {
    demo.loadDemoData();

    assertTrue(all().noneMatch(o -> o.placedAt().isAfter(DemoDatabase.NOW)));
    assertTrue(all().noneMatch(o -> o.updatedAt().isAfter(DemoDatabase.NOW)));
  }

  @Test
  void aDatabaseWithACustomerIsNotChanged() {
    demo.commands(1).register(DemoCustomer.LINUS, DemoDatabase.NOW);

    demo.loadDemoData();

    assertEquals(List.of("linus"), customerIds());
    assertEquals(List.of(), demo.ordersOf(DemoCustomer.LINUS));
  }

  @Test
  void everyDeliveryWindowBeginsBetween9And18AtTheDestination() {
    demo.loadDemoData();

    all()
        .forEach(order -> {
          var from = order.eta().orElseThrow().from().atZone(order.destination().timeZone());
          assertTrue(
              from.getHour() >= 9 && from.getHour() <= 18, () -> order.id() + " from " + from);
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 6, 9, 11, 12, 15, 18, 19, 23})
  void whateverTheHourCouriersComeToTheDoorByDay(int hour) {
    demo.loadDemoData(DemoDatabase.NOW.truncatedTo(ChronoUnit.DAYS).plus(hour, ChronoUnit.HOURS));

    var atTheDoor =
        all()
            .flatMap(order ->
                order.shipments().stream()
                    .filter(parcel -> AT_THE_DOOR.contains(parcel.status()))
                    .map(parcel ->
                        parcel.lastScan().orElseThrow().atZone(order.destination().timeZone())))
            .toList();

    assertEquals(5, atTheDoor.size());
    for (var scan : atTheDoor) {
      assertTrue(scan.getHour() >= 7 && scan.getHour() < 20, scan::toString);
    }
  }

  @Test
  void loadingASecondTimeChangesNothing() {
    demo.loadDemoData();
    var before = all().collect(Collectors.toSet());

    demo.loadDemoData();

    assertEquals(before, all().collect(Collectors.toSet()));
  }

  @Test
  void oneOrderOfAdaIsParkedAndCanGoOutForDelivery() {
    demo.loadDemoData();

    var parked = DemoOrders.parked(demo.orders).orElseThrow();

    var allowed = parked.allowed(parked.shipments().getFirst());
    assertTrue(allowed.contains(EventType.SHIPMENT_OUT_FOR_DELIVERY));
    assertEquals(Set.of(parked), all().filter(DemoOrders::isParked).collect(Collectors.toSet()));
  }

  private List<String> customerIds() {
    return demo.customers.list("", 10).stream().map(Customer::id).map(Object::toString).toList();
  }

  private Stream<Order> all() {
    return DemoCustomer.ALL.stream().flatMap(customer -> demo.ordersOf(customer).stream());
  }
}
