package waybill.order;

import java.time.Instant;
import java.util.Optional;

/**
 * The parts of an order that a change can change. Nothing is refused here: {@link Rules} accepted
 * the change just now, or before it was written to the log.
 *
 * @param progress the status without regard to a hold; a release returns to it
 */
record State(OrderStatus progress, boolean held, Optional<Eta> eta, LineQuantities quantities) {

  OrderStatus status() {
    return held ? OrderStatus.ON_HOLD : progress;
  }

  Optional<OrderStatus> heldFrom() {
    return held ? Optional.of(progress) : Optional.empty();
  }

  /** The state after the change and all that follows from it. */
  State after(Change change, Instant occurredAt) {
    return changed(change, occurredAt).settled();
  }

  private State changed(Change change, Instant occurredAt) {
    return switch (change) {
      case Change.Placed _ -> throw new IllegalArgumentException("an order is placed only once");
      case Change.Confirmed _ -> new State(OrderStatus.CONFIRMED, held, eta, quantities);
      case Change.Held _ -> new State(progress, true, eta, quantities);
      case Change.Released _ -> new State(progress, false, eta, quantities);
      case Change.Cancelled _ -> new State(progress, false, eta, quantities.cancellingAll());
      case Change.LinesCancelled c -> with(quantities.cancelling(c.lines()));
      case Change.EtaChanged c -> new State(progress, held, Optional.of(c.eta()), quantities);
      case Change.NoteAdded _ -> this;
      case Change.Packed packed -> with(quantities.with(parcel(packed)));
      case Change.OfShipment step -> with(quantities.with(moved(step, occurredAt)));
    };
  }

  private State with(LineQuantities next) {
    return new State(progress, held, eta, next);
  }

  private Shipment parcel(Change.Packed packed) {
    return new Shipment(
        quantities.nextShipment(),
        ShipmentStatus.PACKED,
        packed.carrier(),
        packed.trackingNumber(),
        packed.lines(),
        Optional.empty());
  }

  private Shipment moved(Change.OfShipment step, Instant occurredAt) {
    Shipment shipment = quantities.shipment(step.shipment()).orElseThrow();
    var next = shipment.withStatus(step.type().target().orElseThrow());
    if (step.isScan()) {
      next = next.withLastScan(occurredAt);
    }
    if (step instanceof Change.PickedUp(_, var carrier, var trackingNumber, _)) {
      next = next.handedTo(carrier, trackingNumber);
    }
    return next;
  }

  /** Derives the status from the quantities. An order that is on hold does not end. */
  private State settled() {
    return new State(
        quantities.allSettled() && !held ? ending() : underway(), held, eta, quantities);
  }

  private OrderStatus ending() {
    if (quantities.anyParcel(ShipmentStatus.DELIVERED)) {
      return OrderStatus.COMPLETED;
    }
    return quantities.anyParcel(ShipmentStatus.RETURNED_TO_SENDER)
        ? OrderStatus.RETURNED
        : OrderStatus.CANCELLED;
  }

  /**
   * An order is in fulfilment while it has a parcel that is not cancelled: so it enters with its
   * first parcel, and a complaint brings a completed order back.
   */
  private OrderStatus underway() {
    if (progress == OrderStatus.PLACED) {
      return OrderStatus.PLACED;
    }
    return quantities.everyParcelCancelled() ? OrderStatus.CONFIRMED : OrderStatus.IN_FULFILMENT;
  }
}
