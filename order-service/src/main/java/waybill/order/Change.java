package waybill.order;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What happened to an order, with the fields that belong to it and nothing else. */
public sealed interface Change {

  /** The kind of event this change becomes. */
  EventType type();

  /** A change of the order as a whole. */
  sealed interface OfOrder extends Change {}

  /** A scan or decision about one parcel that exists already. */
  sealed interface OfShipment extends Change {
    ShipmentId shipment();

    /** Whether somebody had the parcel in hand; calling it off is decided at a desk. */
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

    @Override
    public EventType type() {
      return EventType.ORDER_PLACED;
    }
  }

  record Confirmed() implements OfOrder {
    @Override
    public EventType type() {
      return EventType.ORDER_CONFIRMED;
    }
  }

  record Released() implements OfOrder {
    @Override
    public EventType type() {
      return EventType.ORDER_RELEASED;
    }
  }

  record Held(String reason) implements OfOrder {
    @Override
    public EventType type() {
      return EventType.ORDER_HELD;
    }
  }

  record Cancelled(String reason) implements OfOrder {
    @Override
    public EventType type() {
      return EventType.ORDER_CANCELLED;
    }
  }

  record LinesCancelled(List<Quantity> lines, String reason) implements OfOrder {
    public LinesCancelled {
      lines = List.copyOf(lines);
    }

    @Override
    public EventType type() {
      return EventType.ORDER_LINES_CANCELLED;
    }
  }

  record EtaChanged(Eta eta, Optional<String> reason) implements OfOrder {
    @Override
    public EventType type() {
      return EventType.ORDER_ETA_CHANGED;
    }
  }

  /** A word for the customer; nothing else changes. */
  record NoteAdded(String text) implements OfOrder {
    @Override
    public EventType type() {
      return EventType.ORDER_NOTE_ADDED;
    }
  }

  /** A new parcel; the order gives it the next free id. */
  record Packed(List<Quantity> lines, Optional<String> carrier, Optional<String> trackingNumber)
      implements OfOrder {
    public Packed {
      lines = List.copyOf(lines);
    }

    @Override
    public EventType type() {
      return EventType.SHIPMENT_PACKED;
    }
  }

  /** The carrier has it; carrier and number replace those given at packing. */
  record PickedUp(
      ShipmentId shipment,
      Optional<String> carrier,
      Optional<String> trackingNumber,
      Optional<String> location)
      implements OfShipment {
    @Override
    public EventType type() {
      return EventType.SHIPMENT_PICKED_UP;
    }
  }

  /** Every other step of a parcel that needs no more than a place and perhaps a reason. */
  record Moved(
      ShipmentId shipment, ShipmentStatus to, Optional<String> location, Optional<String> reason)
      implements OfShipment {
    /** The steps that carry more than this have changes of their own. */
    private static final Set<ShipmentStatus> ELSEWHERE =
        Set.of(
            ShipmentStatus.PACKED,
            ShipmentStatus.PICKED_UP,
            ShipmentStatus.ATTEMPT_FAILED,
            ShipmentStatus.EXCEPTION);

    public Moved {
      if (ELSEWHERE.contains(to)) {
        throw new IllegalArgumentException(to + " is no plain step");
      }
    }

    @Override
    public EventType type() {
      return EventType.leadingTo(to);
    }
  }

  record AttemptFailed(ShipmentId shipment, String reason) implements OfShipment {
    @Override
    public EventType type() {
      return EventType.SHIPMENT_ATTEMPT_FAILED;
    }
  }

  record Excepted(ShipmentId shipment, String reason, Party party) implements OfShipment {
    @Override
    public EventType type() {
      return EventType.SHIPMENT_EXCEPTION;
    }
  }
}
