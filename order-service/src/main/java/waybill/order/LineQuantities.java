package waybill.order;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * How many pieces of each line are open, cancelled or in parcels. For every line, at any time:
 * ordered = open + cancelled + in parcels, without the parcels that give their pieces back.
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

  /** Whether every piece is delivered or cancelled: none is open or on its way. */
  boolean allSettled() {
    return lines.stream()
        .allMatch(l ->
            l.quantity() == l.cancelled() + pieces(l.line(), ShipmentStatus.DELIVERED::equals));
  }

  /** Whether at least one parcel has this status. */
  boolean anyParcel(ShipmentStatus status) {
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

  /** These quantities with a new parcel, or with a known parcel in its new state. */
  LineQuantities with(Shipment shipment) {
    var next = new ArrayList<>(shipments);
    if (shipment.id().equals(nextShipment())) {
      next.add(shipment);
    } else {
      next.set(shipment.id().number() - 1, shipment);
    }
    return new LineQuantities(lines, next);
  }

  /** The id of the next new parcel. */
  ShipmentId nextShipment() {
    return new ShipmentId(shipments.size() + 1);
  }

  /** These quantities with so many more pieces cancelled. */
  LineQuantities cancelling(List<Quantity> quantities) {
    var next = new ArrayList<>(lines);
    for (Quantity q : quantities) {
      next.set(q.line() - 1, lines.get(q.line() - 1).cancelling(q.quantity()));
    }
    return new LineQuantities(next, shipments);
  }

  /** Cancels every parcel and every piece, for an order of which no parcel has left. */
  LineQuantities cancellingAll() {
    return new LineQuantities(
        lines.stream().map(l -> l.cancelling(l.quantity() - l.cancelled())).toList(),
        shipments.stream().map(s -> s.withStatus(ShipmentStatus.CANCELLED)).toList());
  }

  /** Throws if numbers have gaps, or if parcels hold more pieces than were ordered. */
  void check() {
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).line() != i + 1 || open(i + 1) < 0) {
        throw new IllegalArgumentException("line %d does not add up: %s".formatted(i + 1, this));
      }
    }
    for (int i = 0; i < shipments.size(); i++) {
      if (shipments.get(i).id().number() != i + 1) {
        throw new IllegalArgumentException(
            "parcel %d is out of sequence: %s".formatted(i + 1, this));
      }
    }
  }

  private int pieces(int line, Predicate<ShipmentStatus> where) {
    return shipments.stream()
        .filter(s -> where.test(s.status()))
        .mapToInt(s -> s.pieces(line))
        .sum();
  }
}
