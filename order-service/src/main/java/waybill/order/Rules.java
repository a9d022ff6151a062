package waybill.order;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which kinds of event may follow: the tables of {@link Transitions} and the conditions beyond
 * them. Refusing a change and listing what is allowed ask the same question, so they cannot
 * disagree.
 */
final class Rules {
  /** More parcels than this are a mistake, not an order. */
  static final int MAX_SHIPMENTS = 100;

  private Rules() {}

  /** What may follow for the order as a whole, a new parcel included. */
  static Set<EventType> allowed(Order order) {
    return typesWhere(type -> whyNot(order, type).isEmpty());
  }

  /** What may follow for one of the order's parcels. */
  static Set<EventType> allowed(Order order, Shipment shipment) {
    return typesWhere(type -> type.target().isPresent() && whyNot(order, shipment, type).isEmpty());
  }

  /** Why no event of this type can follow for the order as a whole; empty when one can. */
  static Optional<String> whyNot(Order order, EventType type) {
    if (!Transitions.mayFollow(order.status(), type)) {
      return Optional.of(type.wireName() + " cannot follow: the order is " + order.status());
    }
    if (type == EventType.ORDER_CANCELLED) {
      return alreadyLeft(order);
    }
    if (type == EventType.ORDER_LINES_CANCELLED) {
      return nothingOpen(order);
    }
    if (type == EventType.SHIPMENT_PACKED) {
      return nothingOpen(order).or(() -> tooManyShipments(order));
    }
    return Optional.empty();
  }

  /** Why no event of this type can follow for this parcel; empty when one can. */
  static Optional<String> whyNot(Order order, Shipment shipment, EventType type) {
    ShipmentStatus from = shipment.status();
    ShipmentStatus to = type.target().orElseThrow();
    if (!Transitions.mayFollow(from, to)) {
      return Optional.of(type.wireName() + " cannot follow: " + shipment.id() + " is " + from);
    }
    if (to == ShipmentStatus.PICKED_UP && order.status() == OrderStatus.ON_HOLD) {
      return Optional.of("nothing is handed to a carrier while the order is ON_HOLD");
    }
    if (from.givesBack() && !order.quantities().areOpen(shipment.lines())) {
      return Optional.of("what was in " + shipment.id() + " was packed again or cancelled");
    }
    return Optional.empty();
  }

  private static Optional<String> nothingOpen(Order order) {
    return order.quantities().nothingOpen()
        ? Optional.of("nothing is left: every piece is in a parcel or cancelled")
        : Optional.empty();
  }

  private static Optional<String> tooManyShipments(Order order) {
    return order.shipments().size() >= MAX_SHIPMENTS
        ? Optional.of("an order has at most " + MAX_SHIPMENTS + " parcels")
        : Optional.empty();
  }

  private static Optional<String> alreadyLeft(Order order) {
    return order.shipments().stream()
        .filter(s -> s.status() != ShipmentStatus.PACKED && s.status() != ShipmentStatus.CANCELLED)
        .findFirst()
        .map(s -> s.id() + " is " + s.status() + ", too late to cancel the order");
  }

  private static Set<EventType> typesWhere(Predicate<EventType> condition) {
    var types = EnumSet.noneOf(EventType.class);
    for (EventType type : EventType.values()) {
      if (condition.test(type)) {
        types.add(type);
      }
    }
    return Collections.unmodifiableSet(types);
  }
}
