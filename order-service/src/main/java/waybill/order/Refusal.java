package waybill.order;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** What speaks against one change of one order. Whoever raises nothing here has accepted it. */
final class Refusal {

  private Refusal() {}

  /**
   * First whether the change speaks of things this order has, then whether its kind may follow now,
   * last whether there is enough. A late scan is history, to which only the first applies.
   */
  static Optional<Outcome> of(Order order, Change change, boolean late) {
    return switch (change) {
      case Change.OfShipment scan -> of(order, scan, late);
      case Change.Packed packed -> ofQuantities(order, packed, packed.lines());
      case Change.LinesCancelled cancelled -> ofQuantities(order, cancelled, cancelled.lines());
      case Change.OfOrder other -> ofKind(order, other.type());
    };
  }

  private static Optional<Outcome> of(Order order, Change.OfShipment scan, boolean late) {
    Optional<Shipment> known = order.shipment(scan.shipment());
    if (known.isEmpty()) {
      var error = new WrongField("/shipmentId", "this order has no parcel " + scan.shipment());
      return Optional.of(new Outcome.Invalid(List.of(error)));
    }
    if (late) {
      return Optional.empty();
    }
    Shipment shipment = known.get();
    return Rules.whyNot(order, shipment, scan.type())
        .map(why -> new Outcome.Illegal(why, order.allowed(shipment), List.of()));
  }

  private static Optional<Outcome> ofKind(Order order, EventType type) {
    return Rules.whyNot(order, type)
        .map(why -> new Outcome.Illegal(why, order.allowed(), List.of()));
  }

  private static Optional<Outcome> ofQuantities(Order order, Change change, List<Quantity> lines) {
    List<WrongField> wrong = wrongLines(order, lines);
    if (!wrong.isEmpty()) {
      return Optional.of(new Outcome.Invalid(wrong));
    }
    return ofKind(order, change.type()).or(() -> tooMuch(order, lines));
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
        : Optional.of(new Outcome.Illegal("it takes more than is left", order.allowed(), errors));
  }
}
