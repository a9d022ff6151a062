package waybill.api;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import waybill.json.Fields;
import waybill.order.ActorKind;
import waybill.order.Change;
import waybill.order.Eta;
import waybill.order.EventType;
import waybill.order.Party;
import waybill.order.Quantity;
import waybill.order.ReportedChange;
import waybill.order.ShipmentId;

/** Reads what happened to an order from JSON; each type of event has its own fields. */
public final class ReportedChangeRequests {
  /** Clocks may disagree. A scan from the far future would make all later scans late. */
  private static final Duration MAX_CLOCK_SKEW = Duration.ofMinutes(5);

  private static final Set<EventType> APPENDABLE =
      EnumSet.complementOf(EnumSet.of(EventType.ORDER_PLACED));

  private static final int MAX_TEXT = 2000;

  private ReportedChangeRequests() {}

  /** Reads what happened; {@code now} is the clock's time. */
  public static ReportedChange read(Fields f, Instant now) {
    var at = f.optionalInstant("occurredAt");
    if (at.filter(now.plus(MAX_CLOCK_SKEW)::isBefore).isPresent()) {
      f.error("occurredAt", "lies in the future");
    }
    var actor = f.optionalObject("actor", ReportedChangeRequests::actor).orElse(ActorKind.STAFF);
    return new ReportedChange(change(f), at, actor);
  }

  private static ActorKind actor(Fields f) {
    return f.oneOf("kind", List.of(ActorKind.STAFF, ActorKind.COURIER, ActorKind.SYSTEM));
  }

  private static Change change(Fields f) {
    var type =
        f.parsed(
            "type",
            ReportedChangeRequests::appendable,
            "must be one of " + String.join(", ", OrderJson.names(APPENDABLE)));
    if (type.isEmpty()) {
      f.ignoreUnknown();
      return new Change.Confirmed();
    }
    return change(f, type.get());
  }

  private static Optional<EventType> appendable(String name) {
    return EventType.named(name).filter(APPENDABLE::contains);
  }

  private static Change change(Fields f, EventType type) {
    return switch (type) {
      case ORDER_PLACED -> throw new IllegalArgumentException("an order is placed only once");
      case ORDER_CONFIRMED -> new Change.Confirmed();
      case ORDER_RELEASED -> new Change.Released();
      case ORDER_HELD -> new Change.Held(reason(f));
      case ORDER_CANCELLED -> new Change.Cancelled(reason(f));
      case ORDER_LINES_CANCELLED -> new Change.LinesCancelled(quantities(f), reason(f));
      case ORDER_ETA_CHANGED -> new Change.EtaChanged(eta(f), optionalReason(f));
      case ORDER_NOTE_ADDED -> new Change.NoteAdded(f.text("text", MAX_TEXT));
      case SHIPMENT_PACKED ->
          new Change.Packed(quantities(f), name(f, "carrier"), name(f, "trackingNumber"));
      case SHIPMENT_PICKED_UP ->
          new Change.PickedUp(
              shipment(f), name(f, "carrier"), name(f, "trackingNumber"), name(f, "location"));
      case SHIPMENT_ATTEMPT_FAILED -> new Change.AttemptFailed(shipment(f), reason(f));
      case SHIPMENT_EXCEPTION ->
          new Change.Excepted(shipment(f), reason(f), f.oneOf("party", List.of(Party.values())));
      case SHIPMENT_IN_TRANSIT,
          SHIPMENT_OUT_FOR_DELIVERY,
          SHIPMENT_READY_FOR_PICKUP,
          SHIPMENT_DELIVERED,
          SHIPMENT_RETURNING,
          SHIPMENT_RETURNED_TO_SENDER,
          SHIPMENT_LOST,
          SHIPMENT_CANCELLED ->
          new Change.Moved(
              shipment(f), type.target().orElseThrow(), name(f, "location"), optionalReason(f));
    };
  }

  private static Eta eta(Fields f) {
    return f.object("eta", new Eta(Instant.EPOCH, Instant.EPOCH, false), Requests::eta);
  }

  private static List<Quantity> quantities(Fields f) {
    return f.list(
        "lines",
        Requests.MAX_LINES,
        (line, place) ->
            new Quantity(
                line.integer("line", 1, Requests.MAX_LINES),
                line.integer("quantity", 1, Requests.MAX_QUANTITY)));
  }

  private static ShipmentId shipment(Fields f) {
    return f.parsed("shipmentId", ShipmentId::parse, "must be a parcel's id, such as S1")
        .orElse(new ShipmentId(1));
  }

  private static String reason(Fields f) {
    return f.text("reason", MAX_TEXT);
  }

  private static Optional<String> optionalReason(Fields f) {
    return f.optionalText("reason", MAX_TEXT);
  }

  private static Optional<String> name(Fields f, String field) {
    return f.optionalText(field, Requests.MAX_NAME);
  }
}
