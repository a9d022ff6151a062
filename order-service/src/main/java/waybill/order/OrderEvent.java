package waybill.order;

import java.time.Instant;
import java.util.Optional;

/**
 * One accepted change of one order, immutable.
 *
 * @param version the order's version after it; the first event has 1
 * @param shipment the parcel it is about, also for a parcel that this event made
 * @param recordedAt when the service accepted it, in whole microseconds
 * @param late a scan from before the parcel's latest one: history only, no status changed
 */
public record OrderEvent(
    OrderId orderId,
    long version,
    Optional<ShipmentId> shipment,
    Instant occurredAt,
    Instant recordedAt,
    ActorKind actor,
    boolean late,
    Change change) {

  public EventType type() {
    return change.type();
  }
}
