package waybill.order;

import java.util.List;
import java.util.Optional;

/** What happened to an order, with the fields that belong to it and nothing else. */
public sealed interface Change {

  /** The kind of event this change becomes. */
  default EventType type() {
    return switch (this) {
      case Placed _ -> EventType.ORDER_PLACED;
      case Confirmed _ -> EventType.ORDER_CONFIRMED;
      case Released _ -> EventType.ORDER_RELEASED;
      case Held _ -> EventType.ORDER_HELD;
      case Cancelled _ -> EventType.ORDER_CANCELLED;
      case LinesCancelled _ -> EventType.ORDER_LINES_CANCELLED;
      case EtaChanged _ -> EventType.ORDER_ETA_CHANGED;
      case NoteAdded _ -> EventType.ORDER_NOTE_ADDED;
      case Packed _ -> EventType.SHIPMENT_PACKED;
      case PickedUp _ -> EventType.SHIPMENT_PICKED_UP;
      case Moved moved -> EventType.leadingTo(moved.to());
      case AttemptFailed _ -> EventType.SHIPMENT_ATTEMPT_FAILED;
      case Excepted _ -> EventType.SHIPMENT_EXCEPTION;
    };
  }

  /** A change of the order as a whole. */
  sealed interface OfOrder extends Change {}

  /** A scan or decision about one parcel that exists already. */
  sealed interface OfShipment extends Change {
    ShipmentId shipment();

    /** Whether a courier or a depot handled the parcel; a cancellation is an office decision. */
    default boolean isScan() {
      return type() != EventType.SHIPMENT_CANCELLED;
    }
  }

  /** The order's first event. Its lines are numbered from 1. */
  record Placed(CustomerId customer, Destination destination, List<Line> lines, Optional<Eta> eta)
      implements OfOrder {
    public Placed {
      lines = List.copyOf(lines);
      if (lines.isEmpty() || lines.stream().anyMatch(line -> line.cancelled() > 0)) {
        throw new IllegalArgumentException("an order begins with lines, none of them cancelled");
      }
    }
  }

  record Confirmed() implements OfOrder {}

  record Released() implements OfOrder {}

  record Held(String reason) implements OfOrder {}

  record Cancelled(String reason) implements OfOrder {}

  record LinesCancelled(List<Quantity> lines, String reason) implements OfOrder {
    public LinesCancelled {
      lines = List.copyOf(lines);
    }
  }

  record EtaChanged(Eta eta, Optional<String> reason) implements OfOrder {}

  /** A message to the customer; nothing else changes. */
  record NoteAdded(String text) implements OfOrder {}

  /** A new parcel, which gets the order's next free shipment id. */
  record Packed(List<Quantity> lines, Optional<String> carrier, Optional<String> trackingNumber)
      implements OfOrder {
    public Packed {
      lines = List.copyOf(lines);
    }
  }

  /** The carrier has the parcel; carrier and number, if given, replace those given at packing. */
  record PickedUp(
      ShipmentId shipment,
      Optional<String> carrier,
      Optional<String> trackingNumber,
      Optional<String> location)
      implements OfShipment {}

  /** Any step of a parcel that has no other fields than a place and a reason, both optional. */
  record Moved(
      ShipmentId shipment, ShipmentStatus to, Optional<String> location, Optional<String> reason)
      implements OfShipment {
    public Moved {
      switch (to) {
        case PACKED, PICKED_UP, ATTEMPT_FAILED, EXCEPTION ->
            throw new IllegalArgumentException(to + " has a change of its own");
        default -> {}
      }
    }
  }

  record AttemptFailed(ShipmentId shipment, String reason) implements OfShipment {}

  record Excepted(ShipmentId shipment, String reason, Party party) implements OfShipment {}
}
