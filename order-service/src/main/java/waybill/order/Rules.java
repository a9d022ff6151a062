package waybill.order;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which changes an order accepts: the tables of {@link Transitions} and the conditions beyond them.
 * A refusal and the list of what is allowed come from the same conditions, so they always agree.
 */
final class Rules {
  /** An order with more parcels is a mistake. */
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

  private static Set<EventType> typesWhere(Predicate<EventType> condition) {
    var types = EnumSet.allOf(EventType.class);
    types.removeIf(condition.negate());
    return Collections.unmodifiableSet(types);
  }

  /**
   * Why the order refuses this change; empty if it accepts it. The checks are, in this order: the
   * order has the parcel and the lines that the change names; its type may follow now; enough
   * pieces are open. Only the first check applies to a late scan, because it changes no status.
   */
  static Optional<Outcome> refusal(Order order, Change change, boolean late) {
    return switch (change) {
      case Change.OfShipment step -> refusal(order, step, late);
      case Change.Packed packed -> refusal(order, packed.type(), packed.lines());
      case Change.LinesCancelled cancelled -> refusal(order, cancelled.type(), cancelled.lines());
      case Change.OfOrder other -> refusal(order, other.type());
    };
  }

  private static Optional<Outcome> refusal(Order order, Change.OfShipment step, boolean late) {
    var shipment = order.shipment(step.shipment());
    if (shipment.isEmpty()) {
      var error = new WrongField("/shipmentId", "this order has no parcel " + step.shipment());
      return Optional.of(new Outcome.Invalid(List.of(error)));
    }
    return late
        ? Optional.empty()
        : whyNot(order, shipment.get(), step.type())
            .map(why -> new Outcome.Illegal(why, allowed(order, shipment.get()), List.of()));
  }

  private static Optional<Outcome> refusal(Order order, EventType type, List<Quantity> lines) {
    var unknown = wrongLines(order, lines);
    return unknown.isEmpty()
        ? refusal(order, type).or(() -> tooMuch(order, lines))
        : Optional.of(new Outcome.Invalid(unknown));
  }

  private static Optional<Outcome> refusal(Order order, EventType type) {
    return whyNot(order, type).map(why -> new Outcome.Illegal(why, allowed(order), List.of()));
  }

  /** Why no event of this type can follow for the order as a whole; empty when one can. */
  private static Optional<String> whyNot(Order order, EventType type) {
    if (!Transitions.mayFollow(order.status(), type)) {
      return Optional.of(type.wireName() + " cannot follow: the order is " + order.status());
    }
    if (type == EventType.ORDER_CANCELLED) {
      return alreadyLeft(order);
    }
    boolean needsPieces =
        type == EventType.SHIPMENT_PACKED || type == EventType.ORDER_LINES_CANCELLED;
    if (needsPieces && order.quantities().nothingOpen()) {
      return Optional.of("nothing is left: every piece is in a parcel or cancelled");
    }
    return type == EventType.SHIPMENT_PACKED && order.shipments().size() >= MAX_SHIPMENTS
        ? Optional.of("an order has at most " + MAX_SHIPMENTS + " parcels")
        : Optional.empty();
  }

  /** Why no event of this type can follow for this parcel; empty when one can. */
  private static Optional<String> whyNot(Order order, Shipment shipment, EventType type) {
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

  private static Optional<String> alreadyLeft(Order order) {
    return order.shipments().stream()
        .filter(s -> s.status() != ShipmentStatus.PACKED && s.status() != ShipmentStatus.CANCELLED)
        .findFirst()
        .map(s -> s.id() + " is " + s.status() + ", too late to cancel the order");
  }

  private static List<WrongField> wrongLines(Order order, List<Quantity> lines) {
    var errors = new ArrayList<WrongField>();
    if (lines.isEmpty()) {
      errors.add(new WrongField("/lines", "names no line"));
    }
    var seen = new HashSet<Integer>();
    for (int i = 0; i < lines.size(); i++) {
      int line = lines.get(i).line();
      if (line < 1 || line > order.lines().size()) {
        errors.add(new WrongField("/lines/" + i + "/line", "this order has no line " + line));
      } else if (!seen.add(line)) {
        errors.add(new WrongField("/lines/" + i + "/line", "line " + line + " is named twice"));
      }
    }
    return errors;
  }

  private static Optional<Outcome> tooMuch(Order order, List<Quantity> lines) {
    var errors = new ArrayList<WrongField>();
    for (int i = 0; i < lines.size(); i++) {
      int left = order.open(lines.get(i).line());
      if (lines.get(i).quantity() > left) {
        errors.add(new WrongField("/lines/" + i + "/quantity", left + " left of this line"));
      }
    }
    return errors.isEmpty()
        ? Optional.empty()
        : Optional.of(new Outcome.Illegal("it takes more than is left", allowed(order), errors));
  }
}
