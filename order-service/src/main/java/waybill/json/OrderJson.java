package waybill.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import waybill.order.Eta;
import waybill.order.EventType;
import waybill.order.Line;
import waybill.order.Order;
import waybill.order.Quantity;
import waybill.order.Shipment;
import waybill.stream.Cursor;

/** An order as the API shows it. */
public final class OrderJson {
  private OrderJson() {}

  /** For whom an order is shown: staff also see what may follow, guests not whose it is. */
  public enum Audience {
    GUEST,
    CUSTOMER,
    STAFF
  }

  public static byte[] order(Order order, Audience audience) {
    return Json.bytes(json -> write(json, order, audience));
  }

  /** A customer's orders and where its stream goes on from them. */
  public static byte[] snapshot(Cursor cursor, List<Order> orders, Audience audience) {
    return Json.bytes(json -> {
      json.writeStartObject();
      json.writeStringField("cursor", cursor.toString());
      writeAll(json, orders, audience);
      json.writeEndObject();
    });
  }

  /** One page of a search; {@code next} is the token of the following one. */
  public static byte[] page(List<Order> orders, Optional<String> next) {
    return Json.bytes(json -> {
      json.writeStartObject();
      writeAll(json, orders, Audience.STAFF);
      writeOptional(json, "next", next);
      json.writeEndObject();
    });
  }

  private static void writeAll(JsonGenerator json, List<Order> orders, Audience audience)
      throws IOException {
    json.writeArrayFieldStart("orders");
    for (var order : orders) {
      write(json, order, audience);
    }
    json.writeEndArray();
  }

  private static void write(JsonGenerator json, Order order, Audience audience) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", order.id().value());
    if (audience != Audience.GUEST) {
      json.writeStringField("customerId", order.customer().value());
    }
    json.writeNumberField("version", order.version());
    json.writeStringField("status", order.status().name());
    json.writeStringField("headline", order.headline().name());
    json.writeStringField("placedAt", order.placedAt().toString());
    json.writeStringField("updatedAt", order.updatedAt().toString());
    writeEta(json, order.eta());
    writeDestination(json, order);
    json.writeArrayFieldStart("lines");
    for (var line : order.lines()) {
      write(json, line);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("shipments");
    for (var shipment : order.shipments()) {
      write(json, order, shipment, audience);
    }
    json.writeEndArray();
    if (audience == Audience.STAFF) {
      writeAllowed(json, order.allowed());
    }
    json.writeEndObject();
  }

  /** The window, or null: a client must see that there is none any more. */
  static void writeEta(JsonGenerator json, Optional<Eta> eta) throws IOException {
    if (eta.isEmpty()) {
      json.writeNullField("eta");
      return;
    }
    json.writeObjectFieldStart("eta");
    json.writeStringField("from", eta.get().from().toString());
    json.writeStringField("until", eta.get().until().toString());
    json.writeBooleanField("delayed", eta.get().delayed());
    json.writeEndObject();
  }

  static void writeDestination(JsonGenerator json, Order order) throws IOException {
    json.writeObjectFieldStart("destination");
    json.writeStringField("city", order.destination().city());
    json.writeStringField("country", order.destination().country());
    json.writeStringField("timeZone", order.destination().timeZone().getId());
    json.writeEndObject();
  }

  static void write(JsonGenerator json, Line line) throws IOException {
    json.writeStartObject();
    json.writeNumberField("line", line.line());
    json.writeStringField("sku", line.sku());
    json.writeStringField("name", line.name());
    json.writeNumberField("quantity", line.quantity());
    json.writeNumberField("cancelled", line.cancelled());
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, Order order, Shipment shipment, Audience audience)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("id", shipment.id().toString());
    json.writeStringField("status", shipment.status().name());
    writeOptional(json, "carrier", shipment.carrier());
    writeOptional(json, "trackingNumber", shipment.trackingNumber());
    writeQuantities(json, shipment.lines());
    if (audience == Audience.STAFF) {
      writeAllowed(json, order.allowed(shipment));
    }
    json.writeEndObject();
  }

  static void writeQuantities(JsonGenerator json, List<Quantity> quantities) throws IOException {
    json.writeArrayFieldStart("lines");
    for (var quantity : quantities) {
      json.writeStartObject();
      json.writeNumberField("line", quantity.line());
      json.writeNumberField("quantity", quantity.quantity());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** The event types that may follow, in the order of their declaration. */
  public static void writeAllowed(JsonGenerator json, Collection<EventType> allowed)
      throws IOException {
    json.writeArrayFieldStart("allowed");
    for (var type : allowed) {
      json.writeString(type.wireName());
    }
    json.writeEndArray();
  }

  static void writeOptional(JsonGenerator json, String name, Optional<String> value)
      throws IOException {
    if (value.isPresent()) {
      json.writeStringField(name, value.get());
    }
  }
}
