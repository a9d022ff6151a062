package waybill.demo;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import waybill.order.EventType;
import waybill.order.Order;
import waybill.order.Shipment;

/**
 * The next step on the way to the customer, by nothing but what the order allows: for orders that
 * have no script, or not any more, because they are from an earlier run or a visitor changed them.
 */
final class Next {
  private record Way(EventType type, Act act) {}

  /** Tried from left to right, as the two below. */
  private static final List<Way> BEGIN =
      List.of(
          new Way(EventType.ORDER_RELEASED, Act.RELEASE),
          new Way(EventType.ORDER_CONFIRMED, Act.CONFIRM));

  /** OUT does not follow itself, and only PICKED_UP comes before it. */
  private static final List<Way> MOVE =
      List.of(
          new Way(EventType.SHIPMENT_PICKED_UP, Act.PICK_UP),
          new Way(EventType.SHIPMENT_OUT_FOR_DELIVERY, Act.OUT),
          new Way(EventType.SHIPMENT_DELIVERED, Act.DELIVER),
          new Way(EventType.SHIPMENT_RETURNED_TO_SENDER, Act.RETURNED));

  /** What came back or was lost is sent again; with too many parcels already, it is called off. */
  private static final List<Way> FILL =
      List.of(
          new Way(EventType.SHIPMENT_PACKED, Act.PACK),
          new Way(EventType.ORDER_LINES_CANCELLED, Act.CANCEL_REST));

  private Next() {}

  /** Empty when nothing is left to do. */
  static Optional<Step> of(Order order) {
    return first(BEGIN, order.allowed(), Optional.empty())
        .or(() -> move(order))
        .or(() -> first(FILL, order.allowed(), Optional.empty()));
  }

  private static Optional<Step> move(Order order) {
    return order.shipments().stream()
        .flatMap(parcel -> first(MOVE, order.allowed(parcel), Optional.of(parcel)).stream())
        .findFirst();
  }

  private static Optional<Step> first(
      List<Way> ways, Set<EventType> allowed, Optional<Shipment> parcel) {
    return ways.stream()
        .filter(way -> allowed.contains(way.type()))
        .findFirst()
        .map(way -> new Step(way.act(), parcel.map(Shipment::id)));
  }
}
