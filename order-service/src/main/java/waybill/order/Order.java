package waybill.order;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One order with its lines and parcels, immutable. {@link #decide} says what a change makes of it;
 * {@link #replay} tells the same story again from the log. Only this package and the store, which
 * reads orders back, construct one.
 *
 * @param version how many events it has had; rises by one with each accepted change
 * @param heldFrom the status a release goes back to; present exactly while ON_HOLD
 * @param lines numbered from 1 without gaps
 * @param shipments all parcels it ever had, {@code S1} first, without gaps
 */
public record Order(
    OrderId id,
    CustomerId customer,
    long version,
    OrderStatus status,
    Optional<OrderStatus> heldFrom,
    Instant placedAt,
    Instant updatedAt,
    Optional<Eta> eta,
    Destination destination,
    List<Line> lines,
    List<Shipment> shipments) {

  public Order {
    lines = List.copyOf(lines);
    shipments = List.copyOf(shipments);
    if (heldFrom.isPresent() != (status == OrderStatus.ON_HOLD)) {
      throw new IllegalArgumentException("%s held from %s".formatted(status, heldFrom));
    }
    new LineQuantities(lines, shipments).check();
  }

  /** A new order and its first event, version 1. */
  public static Outcome.Accepted place(
      OrderId id, Change.Placed placed, ActorKind actor, Instant now) {
    Instant recordedAt = now.truncatedTo(ChronoUnit.MICROS);
    var order = placed(id, placed, recordedAt);
    return accepted(order, new ReportedChange(placed, recordedAt, actor), Optional.empty(), false);
  }

  /**
   * Accepts the change or says why not; this order stays as it is. A scan from before the parcel's
   * latest one is accepted as history: only the version and the time of the update change.
   *
   * @param now when we heard of it; kept in whole microseconds
   */
  public Outcome decide(ReportedChange reported, Instant now) {
    boolean late = isLate(reported);
    return Refusal.of(this, reported.change(), late).orElseGet(() -> accept(reported, late, now));
  }

  /** The order after its next event, worked out from what the event says happened. */
  public Order apply(OrderEvent event) {
    if (!event.orderId().equals(id) || event.version() != version + 1) {
      throw new IllegalArgumentException(
          "event %d of %s does not follow %d of %s"
              .formatted(event.version(), event.orderId(), version, id));
    }
    return after(event.change(), event.occurredAt(), event.late(), event.recordedAt());
  }

  /** The order that these events, all of one order from the first on, have made. */
  public static Order replay(List<OrderEvent> events) {
    OrderEvent first = events.getFirst();
    if (!(first.change() instanceof Change.Placed placed) || first.version() != 1) {
      throw new IllegalArgumentException("an order begins with its placing, not " + first.type());
    }
    Order order = placed(first.orderId(), placed, first.recordedAt());
    for (OrderEvent event : events.subList(1, events.size())) {
      order = order.apply(event);
    }
    return order;
  }

  /** The one word a customer reads. */
  public Headline headline() {
    return Headline.of(this);
  }

  /** How many pieces of this line may still be packed or cancelled. */
  public int open(int line) {
    return quantities().open(line);
  }

  /** Exactly the types of which some change of the order as a whole would be accepted now. */
  public Set<EventType> allowed() {
    return Rules.allowed(this);
  }

  /** Exactly the types of which a change of this parcel would be accepted now; late scans apart. */
  public Set<EventType> allowed(Shipment shipment) {
    return Rules.allowed(this, shipment);
  }

  /** Empty when it has no such parcel. */
  public Optional<Shipment> shipment(ShipmentId wanted) {
    return quantities().shipment(wanted);
  }

  LineQuantities quantities() {
    return new LineQuantities(lines, shipments);
  }

  private static Order placed(OrderId id, Change.Placed placed, Instant at) {
    return new Order(
        id,
        placed.customer(),
        1,
        OrderStatus.PLACED,
        Optional.empty(),
        at,
        at,
        placed.eta(),
        placed.destination(),
        placed.lines(),
        List.of());
  }

  private Outcome.Accepted accept(ReportedChange reported, boolean late, Instant now) {
    Change change = reported.change();
    Instant recordedAt = now.truncatedTo(ChronoUnit.MICROS);
    Order next = after(change, reported.occurredAt(), late, recordedAt);
    return accepted(next, reported, subject(change), late);
  }

  private static Outcome.Accepted accepted(
      Order order, ReportedChange reported, Optional<ShipmentId> shipment, boolean late) {
    var event =
        new OrderEvent(
            order.id,
            order.version,
            shipment,
            reported.occurredAt(),
            order.updatedAt,
            reported.actor(),
            late,
            reported.change());
    return new Outcome.Accepted(order, event);
  }

  private boolean isLate(ReportedChange reported) {
    return reported.change() instanceof Change.OfShipment change
        && change.isScan()
        && shipment(change.shipment())
            .filter(s -> s.scannedAfter(reported.occurredAt()))
            .isPresent();
  }

  private Optional<ShipmentId> subject(Change change) {
    return switch (change) {
      case Change.OfShipment scan -> Optional.of(scan.shipment());
      case Change.Packed _ -> Optional.of(quantities().nextShipment());
      case Change.OfOrder _ -> Optional.empty();
    };
  }

  private Order after(Change change, Instant occurredAt, boolean late, Instant recordedAt) {
    var now = new State(heldFrom.orElse(status), heldFrom.isPresent(), eta, quantities());
    State next = late ? now : now.after(change, occurredAt);
    return new Order(
        id,
        customer,
        version + 1,
        next.status(),
        next.heldFrom(),
        placedAt,
        recordedAt,
        next.eta(),
        destination,
        next.quantities().lines(),
        next.quantities().shipments());
  }
}
