package waybill.order;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One order with its lines and parcels, immutable. {@link #decide} accepts a change as an event or
 * refuses it; {@link #apply} gives the order after an event. Only this package and the log, which
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
    Instant at = now.truncatedTo(ChronoUnit.MICROS);
    var event = new OrderEvent(id, 1, Optional.empty(), at, at, actor, false, placed);
    return new Outcome.Accepted(replay(List.of(event)), event);
  }

  /**
   * Accepts the change or says why not; this order stays as it is. A scan from before the parcel's
   * latest one is accepted as history: only the version and the time of the update change.
   *
   * @param now when the service learned of it; kept in whole microseconds, and never before the
   *     order's last event, even if the clock was set back
   */
  public Outcome decide(ReportedChange reported, Instant now) {
    var recordedAt = later(now.truncatedTo(ChronoUnit.MICROS), updatedAt);
    var lastScan = lastScan(reported.change());
    var occurredAt =
        reported
            .occurredAt()
            .orElseGet(() -> lastScan.map(scan -> later(scan, recordedAt)).orElse(recordedAt));
    boolean late = lastScan.filter(occurredAt::isBefore).isPresent();
    return Rules.refusal(this, reported.change(), late)
        .orElseGet(() -> accept(reported, occurredAt, recordedAt, late));
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }

  private Outcome.Accepted accept(
      ReportedChange reported, Instant occurredAt, Instant recordedAt, boolean late) {
    var event =
        new OrderEvent(
            id,
            version + 1,
            subject(reported.change()),
            occurredAt,
            recordedAt,
            reported.actor(),
            late,
            reported.change());
    return new Outcome.Accepted(apply(event), event);
  }

  /** The order after its next event; a late scan changes only the version and the update time. */
  public Order apply(OrderEvent event) {
    if (!event.orderId().equals(id) || event.version() != version + 1) {
      throw new IllegalArgumentException(
          "event %d of %s does not follow %d of %s"
              .formatted(event.version(), event.orderId(), version, id));
    }
    var now = new State(heldFrom.orElse(status), heldFrom.isPresent(), eta, quantities());
    State next = event.late() ? now : now.after(event.change(), event.occurredAt());
    return new Order(
        id,
        customer,
        event.version(),
        next.status(),
        next.heldFrom(),
        placedAt,
        event.recordedAt(),
        next.eta(),
        destination,
        next.quantities().lines(),
        next.quantities().shipments());
  }

  /** The order after these events, which are all of its events from the first on. */
  public static Order replay(List<OrderEvent> events) {
    OrderEvent first = events.getFirst();
    if (!(first.change() instanceof Change.Placed placed) || first.version() != 1) {
      throw new IllegalArgumentException("an order begins with its placing, not " + first.type());
    }
    Order order =
        new Order(
            first.orderId(),
            placed.customer(),
            1,
            OrderStatus.PLACED,
            Optional.empty(),
            first.recordedAt(),
            first.recordedAt(),
            placed.eta(),
            placed.destination(),
            placed.lines(),
            List.of());
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

  /** When the parcel that the change scans was scanned last. */
  private Optional<Instant> lastScan(Change change) {
    return change instanceof Change.OfShipment scan && scan.isScan()
        ? shipment(scan.shipment()).flatMap(Shipment::lastScan)
        : Optional.empty();
  }

  private Optional<ShipmentId> subject(Change change) {
    return switch (change) {
      case Change.OfShipment scan -> Optional.of(scan.shipment());
      case Change.Packed _ -> Optional.of(quantities().nextShipment());
      case Change.OfOrder _ -> Optional.empty();
    };
  }
}
