package waybill.order;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One parcel of an order, holding quantities of its lines.
 *
 * @param lastScan when the latest scan happened; packing is no scan
 */
public record Shipment(
    ShipmentId id,
    ShipmentStatus status,
    Optional<String> carrier,
    Optional<String> trackingNumber,
    List<Quantity> lines,
    Optional<Instant> lastScan) {

  public Shipment {
    lines = List.copyOf(lines);
    if (lines.isEmpty()) {
      throw new IllegalArgumentException(id + " is empty");
    }
  }

  /** How many pieces of this line are in it. */
  int pieces(int line) {
    return lines.stream().filter(q -> q.line() == line).mapToInt(Quantity::quantity).sum();
  }

  Shipment withStatus(ShipmentStatus next) {
    return new Shipment(id, next, carrier, trackingNumber, lines, lastScan);
  }

  Shipment withLastScan(Instant moment) {
    return new Shipment(id, status, carrier, trackingNumber, lines, Optional.of(moment));
  }

  /** The carrier's name and its tracking number, if given, replace those entered at packing. */
  Shipment handedTo(Optional<String> name, Optional<String> number) {
    return new Shipment(
        id, status, name.or(() -> carrier), number.or(() -> trackingNumber), lines, lastScan);
  }
}
