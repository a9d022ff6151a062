package waybill.log;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import waybill.json.Json;
import waybill.order.ActorKind;
import waybill.order.Change;
import waybill.order.CustomerId;
import waybill.order.Eta;
import waybill.order.EventType;
import waybill.order.Order;
import waybill.order.OrderEvent;
import waybill.order.OrderId;
import waybill.order.Quantity;
import waybill.order.ShipmentId;

/** An event as customers see it, encoded once in its life. */
public final class EventJson {
  private EventJson() {}

  /**
   * @param data the fields of the change, without {@link #NOT_IN_DATA}
   * @param late present only if true
   */
  private record Document(
      String type,
      String orderId,
      long version,
      Optional<String> shipmentId,
      Instant occurredAt,
      Instant recordedAt,
      Actor actor,
      Optional<Boolean> late,
      ObjectNode data,
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

  /** A customer does not see their id; the event itself tells the parcel and its new status. */
  private static final List<String> NOT_IN_DATA = List.of("customer", "shipment", "to");

  /** The final bytes: no customer id, no names, nothing internal. */
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

  private static ObjectNode data(Change change) {
    var data = Json.tree(change).remove(NOT_IN_DATA);
    return change instanceof Change.Excepted excepted
        ? data.put("party", lowerCase(excepted.party()))
        : data;
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

  /** The event that {@link #encode} made these bytes of; they do not say whose it is. */
  public static OrderEvent decode(CustomerId customer, byte[] body) {
    var document = Json.readOwn(body, Document.class);
    var shipment = document.shipmentId.map(id -> ShipmentId.parse(id).orElseThrow());
    return new OrderEvent(
        new OrderId(document.orderId),
        document.version,
        shipment,
        document.occurredAt,
        document.recordedAt,
        ActorKind.valueOf(upperCase(document.actor.kind)),
        document.late.orElse(false),
        change(customer, shipment, document));
  }

  /** Puts back what {@link #data} left out; a change ignores the fields that it does not have. */
  private static Change change(
      CustomerId customer, Optional<ShipmentId> shipment, Document document) {
    var type = EventType.named(document.type).orElseThrow();
    var data = document.data;
    data.set("customer", Json.tree(customer));
    shipment.ifPresent(id -> data.set("shipment", Json.tree(id)));
    type.target().ifPresent(status -> data.put("to", status.name()));
    if (type == EventType.SHIPMENT_EXCEPTION) {
      data.put("party", upperCase(data.get("party").textValue()));
    }
    return Json.readOwn(data, changeClass(type));
  }

  private static Class<? extends Change> changeClass(EventType type) {
    return switch (type) {
      case ORDER_PLACED -> Change.Placed.class;
      case ORDER_CONFIRMED -> Change.Confirmed.class;
      case ORDER_RELEASED -> Change.Released.class;
      case ORDER_HELD -> Change.Held.class;
      case ORDER_CANCELLED -> Change.Cancelled.class;
      case ORDER_LINES_CANCELLED -> Change.LinesCancelled.class;
      case ORDER_ETA_CHANGED -> Change.EtaChanged.class;
      case ORDER_NOTE_ADDED -> Change.NoteAdded.class;
      case SHIPMENT_PACKED -> Change.Packed.class;
      case SHIPMENT_PICKED_UP -> Change.PickedUp.class;
      case SHIPMENT_ATTEMPT_FAILED -> Change.AttemptFailed.class;
      case SHIPMENT_EXCEPTION -> Change.Excepted.class;
      case SHIPMENT_IN_TRANSIT,
          SHIPMENT_OUT_FOR_DELIVERY,
          SHIPMENT_READY_FOR_PICKUP,
          SHIPMENT_RETURNING,
          SHIPMENT_DELIVERED,
          SHIPMENT_LOST,
          SHIPMENT_RETURNED_TO_SENDER,
          SHIPMENT_CANCELLED ->
          Change.Moved.class;
    };
  }

  private static String upperCase(String word) {
    return word.toUpperCase(Locale.ROOT);
  }
}
