package waybill.order;

import java.util.Arrays;

/**
 * The one word a customer reads; derived from the order and its parcels, never set. The first that
 * applies, in the order written here.
 */
public enum Headline {
  ON_HOLD,
  CANCELLED,
  PROBLEM,
  RETURNED,
  DELIVERED,
  OUT_FOR_DELIVERY,
  READY_FOR_PICKUP,
  PARTIALLY_DELIVERED,
  SHIPPED,
  PARTIALLY_SHIPPED,
  PREPARING,
  CONFIRMED,
  PLACED;

  static Headline of(Order order) {
    return Arrays.stream(values()).filter(h -> h.appliesTo(order)).findFirst().orElseThrow();
  }

  /**
   * Combinations that no row was made for say what is still to come: parcels written off as lost
   * count no more than called-off ones, and one on its way back does not make an order SHIPPED, so
   * that beside a packed parcel it leaves PREPARING.
   */
  private boolean appliesTo(Order order) {
    LineQuantities quantities = order.quantities();
    return switch (this) {
      case ON_HOLD -> order.status() == OrderStatus.ON_HOLD;
      case CANCELLED -> order.status() == OrderStatus.CANCELLED;
      case PROBLEM -> order.shipments().stream().anyMatch(s -> isProblem(s, quantities));
      case RETURNED -> order.status() == OrderStatus.RETURNED || comesBack(order);
      case DELIVERED -> order.status() == OrderStatus.COMPLETED;
      case OUT_FOR_DELIVERY -> quantities.any(ShipmentStatus.OUT_FOR_DELIVERY);
      case READY_FOR_PICKUP -> quantities.any(ShipmentStatus.READY_FOR_PICKUP);
      case PARTIALLY_DELIVERED -> quantities.any(ShipmentStatus.DELIVERED);
      case SHIPPED ->
          isMoving(quantities)
              && quantities.nothingOpen()
              && !quantities.any(ShipmentStatus.PACKED);
      case PARTIALLY_SHIPPED -> isMoving(quantities);
      case PREPARING -> order.status() == OrderStatus.IN_FULFILMENT;
      case CONFIRMED -> order.status() == OrderStatus.CONFIRMED;
      case PLACED -> order.status() == OrderStatus.PLACED;
    };
  }

  /** A lost parcel is a problem until its pieces are packed again or cancelled. */
  private static boolean isProblem(Shipment shipment, LineQuantities quantities) {
    return switch (shipment.status()) {
      case EXCEPTION, ATTEMPT_FAILED -> true;
      case LOST -> quantities.areOpen(shipment.lines());
      case PACKED, PICKED_UP, IN_TRANSIT, OUT_FOR_DELIVERY, READY_FOR_PICKUP -> false;
      case RETURNING, DELIVERED, RETURNED_TO_SENDER, CANCELLED -> false;
    };
  }

  private static boolean comesBack(Order order) {
    var counting =
        order.shipments().stream()
            .map(Shipment::status)
            .filter(s -> s != ShipmentStatus.CANCELLED && s != ShipmentStatus.LOST)
            .toList();
    return !counting.isEmpty()
        && counting.stream()
            .allMatch(s -> s == ShipmentStatus.RETURNING || s == ShipmentStatus.RETURNED_TO_SENDER);
  }

  private static boolean isMoving(LineQuantities quantities) {
    return quantities.any(ShipmentStatus.PICKED_UP) || quantities.any(ShipmentStatus.IN_TRANSIT);
  }
}
