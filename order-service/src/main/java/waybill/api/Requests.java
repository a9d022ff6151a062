package waybill.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import waybill.json.Fields;
import waybill.order.ActorKind;
import waybill.order.Change;
import waybill.order.CustomerId;
import waybill.order.Destination;
import waybill.order.Eta;
import waybill.order.EventType;
import waybill.order.Line;
import waybill.order.NewCustomer;
import waybill.order.Party;
import waybill.order.Quantity;
import waybill.order.ReportedChange;
import waybill.order.ShipmentId;
import waybill.order.ShipmentStatus;

/** Requests about orders and customers, from JSON to values that need no further check. */
public final class Requests {
  /**
   * How far a reporter's clock may be ahead of ours; a scan from the future would make all others
   * late.
   */
  private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

  private static final int MAX_LINES = 200;
  private static final int MAX_QUANTITY = 100_000;
  private static final int NAME = 200;
  private static final int TEXT = 2000;
  private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");
  private static final Pattern CUSTOMER = Pattern.compile(CustomerId.SHAPE);
  private static final Pattern EMAIL =
      Pattern.compile("[^@\\s\\p{Cntrl}]{1,64}@[^@\\s\\p{Cntrl}]{1,255}");
  private static final Pattern PERSON = Pattern.compile("\\P{Cntrl}{1,200}");
  private static final CustomerId NOBODY = new CustomerId("nobody");
  private static final Destination NOWHERE = new Destination("?", "ZZ", ZoneOffset.UTC);

  private Requests() {}

  public static NewCustomer newCustomer(JsonNode body) {
    return Fields.read(
        body,
        f ->
            new NewCustomer(
                f.optionalMatch("id", CUSTOMER, "must look like " + CustomerId.SHAPE)
                    .flatMap(CustomerId::parse),
                f.match("name", PERSON, "must be one line of at most 200 characters"),
                f.match("email", EMAIL, "must be an e-mail address")));
  }

  /** The text of a note between staff. */
  static String note(JsonNode body) {
    return Fields.read(body, f -> f.text("text", TEXT));
  }

  public static Change.Placed placeOrder(JsonNode body) {
    return Fields.read(
        body,
        f ->
            new Change.Placed(
                f.parsed("customerId", CustomerId::parse, "there is no such customer")
                    .orElse(NOBODY),
                f.object("destination", NOWHERE, Requests::destination),
                lines(f),
                f.optionalObject("eta", Requests::eta)));
  }

  /** Never empty: what is wrong stands among the errors already, and an order has lines. */
  private static List<Line> lines(Fields f) {
    var lines = f.list("lines", MAX_LINES, Requests::line);
    return lines.isEmpty() ? List.of(new Line(1, "?", "?", 1, 0)) : lines;
  }

  private static Destination destination(Fields f) {
    return new Destination(
        f.text("city", NAME),
        f.match("country", COUNTRY, "must be two capital letters (ISO 3166-1), such as DE"),
        zone(f));
  }

  private static ZoneId zone(Fields f) {
    return f.parsed(
            "timeZone", Requests::zone, "must be a time zone's IANA name, such as Europe/Berlin")
        .orElse(ZoneOffset.UTC);
  }

  /** Java has names of its own beside IANA's, which no browser knows. */
  private static Optional<ZoneId> zone(String name) {
    return ZoneId.getAvailableZoneIds().contains(name) && !name.startsWith("SystemV/")
        ? Optional.of(ZoneId.of(name))
        : Optional.empty();
  }

  private static Line line(Fields f, int place) {
    return new Line(
        place,
        f.text("sku", NAME),
        f.text("name", NAME),
        f.integer("quantity", 1, MAX_QUANTITY),
        0);
  }

  private static Eta eta(Fields f) {
    var from = f.instant("from");
    var until = f.instant("until");
    if (until.isBefore(from)) {
      f.error("until", "must not be before from");
      until = from;
    }
    return new Eta(from, until, f.flag("delayed"));
  }

  /** What happened, as it is reported at {@code now}. */
  public static ReportedChange reportedChange(JsonNode body, Instant now) {
    return Fields.read(body, f -> reportedChange(f, now));
  }

  /**
   * As {@link #reportedChange(JsonNode, Instant)}, for callers with fields of their own beside it.
   */
  public static ReportedChange reportedChange(Fields f, Instant now) {
    var at = f.optionalInstant("occurredAt").orElse(now);
    if (at.isAfter(now.plus(CLOCK_SKEW))) {
      f.error("occurredAt", "lies in the future");
    }
    var actor = f.optionalObject("actor", Requests::actor).orElse(ActorKind.STAFF);
    return new ReportedChange(change(f), at, actor);
  }

  private static ActorKind actor(Fields f) {
    return f.oneOf("kind", List.of(ActorKind.STAFF, ActorKind.COURIER, ActorKind.SYSTEM));
  }

  private static Change change(Fields f) {
    var type =
        f.parsed("type", Requests::appendable, "is not the type of an event that can be appended");
    if (type.isEmpty()) {
      f.ignoreUnknown();
      return new Change.Confirmed();
    }
    return change(f, type.get());
  }

  private static Optional<EventType> appendable(String name) {
    return EventType.named(name).filter(type -> type != EventType.ORDER_PLACED);
  }

  private static Change change(Fields f, EventType type) {
    return switch (type) {
      case ORDER_PLACED -> throw new IllegalArgumentException("an order is placed only once");
      case ORDER_CONFIRMED -> new Change.Confirmed();
      case ORDER_RELEASED -> new Change.Released();
      case ORDER_HELD -> new Change.Held(reason(f));
      case ORDER_CANCELLED -> new Change.Cancelled(reason(f));
      case ORDER_LINES_CANCELLED -> new Change.LinesCancelled(quantities(f), reason(f));
      case ORDER_ETA_CHANGED -> new Change.EtaChanged(requiredEta(f), optionalReason(f));
      case ORDER_NOTE_ADDED -> new Change.NoteAdded(f.text("text", TEXT));
      case SHIPMENT_PACKED -> new Change.Packed(quantities(f), carrier(f), trackingNumber(f));
      case SHIPMENT_PICKED_UP ->
          new Change.PickedUp(shipment(f), carrier(f), trackingNumber(f), location(f));
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
          new Change.Moved(shipment(f), target(type), location(f), optionalReason(f));
    };
  }

  private static ShipmentStatus target(EventType type) {
    return type.target().orElseThrow();
  }

  private static Eta requiredEta(Fields f) {
    return f.object("eta", new Eta(Instant.EPOCH, Instant.EPOCH, false), Requests::eta);
  }

  private static List<Quantity> quantities(Fields f) {
    return f.list(
        "lines",
        MAX_LINES,
        (line, place) ->
            new Quantity(
                line.integer("line", 1, MAX_LINES), line.integer("quantity", 1, MAX_QUANTITY)));
  }

  private static ShipmentId shipment(Fields f) {
    return f.parsed("shipmentId", ShipmentId::parse, "must be a parcel's id, such as S1")
        .orElse(new ShipmentId(1));
  }

  private static String reason(Fields f) {
    return f.text("reason", TEXT);
  }

  private static Optional<String> optionalReason(Fields f) {
    return f.optionalText("reason", TEXT);
  }

  private static Optional<String> location(Fields f) {
    return f.optionalText("location", NAME);
  }

  private static Optional<String> carrier(Fields f) {
    return f.optionalText("carrier", NAME);
  }

  private static Optional<String> trackingNumber(Fields f) {
    return f.optionalText("trackingNumber", NAME);
  }
}
