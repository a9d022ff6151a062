package waybill.demo;

import java.util.Optional;
import waybill.order.Line;
import waybill.order.Order;
import waybill.store.Orders;

/** One order of Ada's that the simulator never touches: it waits for the visitor to move it. */
final class ParkedOrder {
  /** Sold once only, so the order is known by it after a restart as well. */
  private static final String SKU = "GLOBE-30";

  static final String GOODS = SKU + " Illuminated globe, 30 cm";

  private ParkedOrder() {}

  static boolean is(Order order) {
    return order.lines().stream().map(Line::sku).anyMatch(SKU::equals);
  }

  /** Empty where the demo data was not loaded to its end. */
  static Optional<Order> in(Orders orders) {
    return orders
        .snapshot(Person.ADA.id())
        .flatMap(snapshot -> snapshot.orders().stream().filter(ParkedOrder::is).findFirst());
  }
}
