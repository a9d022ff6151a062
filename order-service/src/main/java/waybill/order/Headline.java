package waybill.order;

import java.util.Arrays;
import java.util.EnumSet;

/**
 * The one word a customer reads about an order. It is derived from the order and its parcels: the
 * first of these constants that applies.
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
   * In combinations without a row of their own the headline says what is still to come. A lost
   * parcel counts as little as a cancelled one. A parcel on its way back does not make an order
   * SHIPPED: with a packed parcel beside it, the order is still PREPARING.
   */
  private boolean appliesTo(Order order) {
    LineQuantities quantities = order.quantities();
    return switch (this) {
      case ON_HOLD -> order.status() == OrderStatus.ON_HOLD;
      case CANCELLED -> order.status() == OrderStatus.CANCELLED;
      case PROBLEM -> order.shipments().stream().anyMatch(s -> isProblem(s, quantities));
      case RETURNED -> order.status() == OrderStatus.RETURNED || comesBack(order);
      case DELIVERED -> order.status() == OrderStatus.COMPLETED;
      case OUT_FOR_DELIVERY -> quantities.anyParcel(ShipmentStatus.OUT_FOR_DELIVERY);
      case READY_FOR_PICKUP -> quantities.anyParcel(ShipmentStatus.READY_FOR_PICKUP);
      case PARTIALLY_DELIVERED -> quantities.anyParcel(ShipmentStatus.DELIVERED);
      case SHIPPED ->
          isMoving(quantities)
              && quantities.nothingOpen()
              && !quantities.anyParcel(ShipmentStatus.PACKED);
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
    var counting = EnumSet.noneOf(ShipmentStatus.class);
    order.shipments().forEach(shipment -> counting.add(shipment.status()));
    counting.removeAll(EnumSet.of(ShipmentStatus.CANCELLED, ShipmentStatus.LOST));
    return !counting.isEmpty()
        && EnumSet.of(ShipmentStatus.RETURNING, ShipmentStatus.RETURNED_TO_SENDER)
            .containsAll(counting);
  }

  private static boolean isMoving(LineQuantities quantities) {
    return quantities.anyParcel(ShipmentStatus.PICKED_UP)
        || quantities.anyParcel(ShipmentStatus.IN_TRANSIT);
  }
}
