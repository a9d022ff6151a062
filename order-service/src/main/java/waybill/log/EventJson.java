package waybill.log;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import waybill.json.Json;
import waybill.order.ActorKind;
import waybill.order.Change;
import waybill.order.CustomerId;
import waybill.order.Destination;
import waybill.order.Eta;
import waybill.order.EventType;
import waybill.order.Line;
import waybill.order.Order;
import waybill.order.OrderEvent;
import waybill.order.OrderId;
import waybill.order.Party;
import waybill.order.Quantity;
import waybill.order.ShipmentId;

/** An event as customers see it, encoded once in its life. */
public final class EventJson {
  private EventJson() {}

  private record Document(
      String type,
      String orderId,
      long version,
      Optional<String> shipmentId,
      Instant occurredAt,
      Instant recordedAt,
      Actor actor,
      Optional<Boolean> late,
      Object data,
      SmallView order) {}

  private record Actor(String kind) {}

  /**
   * What a client merges into its order when the version is newer; eta is null if there is none.
   */
  private record SmallView(
      long version,
      String status,
      String headline,
      @JsonInclude Optional<Eta> eta,
      List<Parcel> shipments,
      List<Quantity> cancelled) {}

  private record Parcel(String id, String status, Optional<String> carrier) {}

  // The data of those changes whose own fields are not what stands in the event.

  private record PlacedData(Destination destination, List<Line> lines, Optional<Eta> eta) {}

  private record PickedUpData(
      Optional<String> carrier, Optional<String> trackingNumber, Optional<String> location) {}

  private record MovedData(Optional<String> location, Optional<String> reason) {}

  private record AttemptFailedData(String reason) {}

  private record ExceptedData(String reason, String party) {}

  /**
   * The final bytes: no customer id, no names, nothing internal.
   *
   * @param after the order after the event
   */
  public static byte[] encode(OrderEvent event, Order after) {
    return Json.bytes(
        new Document(
            event.type().wireName(),
            event.orderId().value(),
            event.version(),
            event.shipment().map(ShipmentId::toString),
            event.occurredAt(),
            event.recordedAt(),
            new Actor(lowerCase(event.actor())),
            event.late() ? Optional.of(true) : Optional.empty(),
            data(event.change()),
            smallView(after)));
  }

  private static Object data(Change change) {
    return switch (change) {
      case Change.Placed placed ->
          new PlacedData(placed.destination(), placed.lines(), placed.eta());
      case Change.PickedUp up -> new PickedUpData(up.carrier(), up.trackingNumber(), up.location());
      case Change.Moved moved -> new MovedData(moved.location(), moved.reason());
      case Change.AttemptFailed failed -> new AttemptFailedData(failed.reason());
      case Change.Excepted excepted ->
          new ExceptedData(excepted.reason(), lowerCase(excepted.party()));
      case Change.OfOrder itself -> itself;
    };
  }

  private static SmallView smallView(Order order) {
    return new SmallView(
        order.version(),
        order.status().name(),
        order.headline().name(),
        order.eta(),
        order.shipments().stream()
            .map(parcel ->
                new Parcel(parcel.id().toString(), parcel.status().name(), parcel.carrier()))
            .toList(),
        order.lines().stream()
            .filter(line -> line.cancelled() > 0)
            .map(line -> new Quantity(line.line(), line.cancelled()))
            .toList());
  }

  private static String lowerCase(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT);
  }

  /** What {@link #decode} needs of an event; the order's view is left out. */
  private record Stored(
      String type,
      String orderId,
      long version,
      Optional<String> shipmentId,
      Instant occurredAt,
      Instant recordedAt,
      Actor actor,
      boolean late,
      JsonNode data) {

    EventType eventType() {
      return EventType.named(type).orElseThrow();
    }

    Optional<ShipmentId> shipment() {
      return shipmentId.map(id -> ShipmentId.parse(id).orElseThrow());
    }
  }

  /**
   * The event that {@link #encode} made these bytes of.
   *
   * @param customer whose event it is: the bytes do not say so
   */
  public static OrderEvent decode(CustomerId customer, byte[] body) {
    var stored = Json.readOwn(body, Stored.class);
    return new OrderEvent(
        new OrderId(stored.orderId),
        stored.version,
        stored.shipment(),
        stored.occurredAt,
        stored.recordedAt,
        ActorKind.valueOf(upperCase(stored.actor.kind)),
        stored.late,
        change(customer, stored));
  }

  private static Change change(CustomerId customer, Stored stored) {
    return switch (stored.eventType()) {
      case ORDER_PLACED -> {
        var data = Json.readOwn(stored.data, PlacedData.class);
        yield new Change.Placed(customer, data.destination, data.lines, data.eta);
      }
      case ORDER_CONFIRMED -> new Change.Confirmed();
      case ORDER_RELEASED -> new Change.Released();
      case ORDER_HELD -> Json.readOwn(stored.data, Change.Held.class);
      case ORDER_CANCELLED -> Json.readOwn(stored.data, Change.Cancelled.class);
      case ORDER_LINES_CANCELLED -> Json.readOwn(stored.data, Change.LinesCancelled.class);
      case ORDER_ETA_CHANGED -> Json.readOwn(stored.data, Change.EtaChanged.class);
      case ORDER_NOTE_ADDED -> Json.readOwn(stored.data, Change.NoteAdded.class);
      case SHIPMENT_PACKED -> Json.readOwn(stored.data, Change.Packed.class);
      default -> change(stored.shipment().orElseThrow(), stored);
    };
  }

  private static Change change(ShipmentId shipment, Stored stored) {
    return switch (stored.eventType()) {
      case SHIPMENT_PICKED_UP -> {
        var data = Json.readOwn(stored.data, PickedUpData.class);
        yield new Change.PickedUp(shipment, data.carrier, data.trackingNumber, data.location);
      }
      case SHIPMENT_ATTEMPT_FAILED ->
          new Change.AttemptFailed(
              shipment, Json.readOwn(stored.data, AttemptFailedData.class).reason);
      case SHIPMENT_EXCEPTION -> {
        var data = Json.readOwn(stored.data, ExceptedData.class);
        yield new Change.Excepted(shipment, data.reason, Party.valueOf(upperCase(data.party)));
      }
      default -> {
        var data = Json.readOwn(stored.data, MovedData.class);
        var to = stored.eventType().target().orElseThrow();
        yield new Change.Moved(shipment, to, data.location, data.reason);
      }
    };
  }

  private static String upperCase(String word) {
    return word.toUpperCase(Locale.ROOT);
  }
}
