package waybill.demo;

import java.util.Optional;
import waybill.log.OrderStore;
import waybill.order.Line;
import waybill.order.Order;

/** One order of Ada's that the simulator never changes: it is left for the visitor to move. */
final class ParkedOrder {
  /** Sold only once, so the order can be recognised by it after a restart. */
  static final String SKU = "GLOBE-30";

  private ParkedOrder() {}

  static boolean is(Order order) {
    return order.lines().stream().map(Line::sku).anyMatch(SKU::equals);
  }

  /** Empty where the demo data was not loaded to its end. */
  static Optional<Order> in(OrderStore orders) {
    return orders
        .snapshot(DemoCustomer.ADA.id())
        .flatMap(snapshot -> snapshot.orders().stream().filter(ParkedOrder::is).findFirst());
  }
}
