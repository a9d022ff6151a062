package waybill.order;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What was ordered and where it is now. For every line, at any time: ordered = open + cancelled +
 * what sits in parcels that do not give back.
 */
record LineQuantities(List<Line> lines, List<Shipment> shipments) {

  /** How many pieces of this line may still be packed or cancelled. */
  int open(int line) {
    Line ordered = lines.get(line - 1);
    return ordered.quantity() - ordered.cancelled() - pieces(line, status -> !status.givesBack());
  }

  boolean nothingOpen() {
    return lines.stream().allMatch(line -> open(line.line()) == 0);
  }

  /** Whether all of this may be packed or cancelled. */
  boolean areOpen(List<Quantity> quantities) {
    return quantities.stream().allMatch(q -> q.quantity() <= open(q.line()));
  }

  /** Nothing is left to do: what a parcel still under way holds would be missing in this sum. */
  boolean allSettled() {
    return lines.stream().allMatch(l -> delivered(l.line()) + l.cancelled() == l.quantity());
  }

  /** Whether some parcel is in this status. */
  boolean any(ShipmentStatus status) {
    return shipments.stream().anyMatch(s -> s.status() == status);
  }

  /** Also true of an order that was never packed. */
  boolean everyParcelCancelled() {
    return shipments.stream().allMatch(s -> s.status() == ShipmentStatus.CANCELLED);
  }

  /** Empty when there is no such parcel. */
  Optional<Shipment> shipment(ShipmentId id) {
    return id.number() <= shipments.size()
        ? Optional.of(shipments.get(id.number() - 1))
        : Optional.empty();
  }

  /** The same with this parcel as it is now, be it new or known. */
  LineQuantities with(Shipment shipment) {
    var next = new ArrayList<>(shipments);
    if (shipment.id().equals(nextShipment())) {
      next.add(shipment);
    } else {
      next.set(shipment.id().number() - 1, shipment);
    }
    return new LineQuantities(lines, next);
  }

  /** What the next new parcel will be called. */
  ShipmentId nextShipment() {
    return new ShipmentId(shipments.size() + 1);
  }

  /** The same with so much more cancelled. */
  LineQuantities cancelling(List<Quantity> quantities) {
    var next = new ArrayList<>(lines);
    for (Quantity q : quantities) {
      next.set(q.line() - 1, lines.get(q.line() - 1).cancelling(q.quantity()));
    }
    return new LineQuantities(next, shipments);
  }

  /** Calls off every parcel and every piece; for orders of which nothing has left. */
  LineQuantities cancellingAll() {
    return new LineQuantities(
        lines.stream().map(l -> l.cancelling(l.quantity() - l.cancelled())).toList(),
        shipments.stream().map(s -> s.withStatus(ShipmentStatus.CANCELLED)).toList());
  }

  /** Throws when this cannot be: numbers with gaps, or more pieces in parcels than were ordered. */
  void check() {
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).line() != i + 1 || open(i + 1) < 0) {
        throw new IllegalArgumentException("line %d does not add up: %s".formatted(i + 1, this));
      }
    }
    for (int i = 0; i < shipments.size(); i++) {
      if (shipments.get(i).id().number() != i + 1) {
        throw new IllegalArgumentException(
            "parcel %d is not where it belongs: %s".formatted(i + 1, this));
      }
    }
  }

  private int delivered(int line) {
    return pieces(line, status -> status == ShipmentStatus.DELIVERED);
  }

  private int pieces(int line, Predicate<ShipmentStatus> where) {
    return shipments.stream()
        .filter(s -> where.test(s.status()))
        .mapToInt(s -> s.pieces(line))
        .sum();
  }
}
