package waybill.json;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import waybill.order.Change;
import waybill.order.Cursor;
import waybill.order.Order;
import waybill.order.OrderEvent;

/** An event as customers see it, encoded once in its life. */
public final class EventJson {
  private EventJson() {}

  /** An event and the place it has in the sequence it is read from. */
  @SuppressWarnings("ArrayRecordComponent") // the log's own bytes, passed through
  public record Placed(Cursor cursor, byte[] body) {}

  /** The final bytes: no customer id, no names, nothing internal. */
  public static byte[] encode(OrderEvent event) {
    return Json.bytes(json -> {
      json.writeStartObject();
      json.writeStringField("type", event.type().wireName());
      json.writeStringField("orderId", event.orderId().value());
      json.writeNumberField("version", event.version());
      if (event.shipment().isPresent()) {
        json.writeStringField("shipmentId", event.shipment().get().toString());
      }
      json.writeStringField("occurredAt", event.occurredAt().toString());
      json.writeStringField("recordedAt", event.recordedAt().toString());
      json.writeObjectFieldStart("actor");
      json.writeStringField("kind", event.actor().name().toLowerCase(Locale.ROOT));
      json.writeEndObject();
      if (event.late()) {
        json.writeBooleanField("late", true);
      }
      json.writeObjectFieldStart("data");
      writeData(json, event);
      json.writeEndObject();
      writeSmallView(json, event.order());
      json.writeEndObject();
    });
  }

  private static void writeData(JsonGenerator json, OrderEvent event) throws IOException {
    switch (event.change()) {
      case Change.Placed placed -> writePlaced(json, placed, event.order());
      case Change.Confirmed _, Change.Released _ -> {}
      case Change.Held held -> json.writeStringField("reason", held.reason());
      case Change.Cancelled cancelled -> json.writeStringField("reason", cancelled.reason());
      case Change.LinesCancelled cancelled -> {
        OrderParts.writeQuantities(json, cancelled.lines());
        json.writeStringField("reason", cancelled.reason());
      }
      case Change.EtaChanged changed -> {
        OrderParts.writeEta(json, Optional.of(changed.eta()));
        OrderParts.writeOptional(json, "reason", changed.reason());
      }
      case Change.NoteAdded note -> json.writeStringField("text", note.text());
      case Change.Packed packed -> {
        OrderParts.writeQuantities(json, packed.lines());
        OrderParts.writeOptional(json, "carrier", packed.carrier());
        OrderParts.writeOptional(json, "trackingNumber", packed.trackingNumber());
      }
      case Change.PickedUp pickedUp -> {
        OrderParts.writeOptional(json, "carrier", pickedUp.carrier());
        OrderParts.writeOptional(json, "trackingNumber", pickedUp.trackingNumber());
        OrderParts.writeOptional(json, "location", pickedUp.location());
      }
      case Change.Moved moved -> {
        OrderParts.writeOptional(json, "location", moved.location());
        OrderParts.writeOptional(json, "reason", moved.reason());
      }
      case Change.AttemptFailed failed -> json.writeStringField("reason", failed.reason());
      case Change.Excepted excepted -> {
        json.writeStringField("reason", excepted.reason());
        json.writeStringField("party", excepted.party().name().toLowerCase(Locale.ROOT));
      }
    }
  }

  private static void writePlaced(JsonGenerator json, Change.Placed placed, Order order)
      throws IOException {
    OrderParts.writeDestination(json, order);
    json.writeArrayFieldStart("lines");
    for (var line : placed.lines()) {
      OrderParts.write(json, line);
    }
    json.writeEndArray();
    if (placed.eta().isPresent()) {
      OrderParts.writeEta(json, placed.eta());
    }
  }

  /** What a client merges into its order when the version is newer. */
  private static void writeSmallView(JsonGenerator json, Order order) throws IOException {
    json.writeObjectFieldStart("order");
    json.writeNumberField("version", order.version());
    json.writeStringField("status", order.status().name());
    json.writeStringField("headline", order.headline().name());
    OrderParts.writeEta(json, order.eta());
    json.writeArrayFieldStart("shipments");
    for (var shipment : order.shipments()) {
      json.writeStartObject();
      json.writeStringField("id", shipment.id().toString());
      json.writeStringField("status", shipment.status().name());
      OrderParts.writeOptional(json, "carrier", shipment.carrier());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("cancelled");
    for (var line : order.lines()) {
      if (line.cancelled() > 0) {
        json.writeStartObject();
        json.writeNumberField("line", line.line());
        json.writeNumberField("quantity", line.cancelled());
        json.writeEndObject();
      }
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  /** The same bytes with the cursor in front, as JSON answers show an event. */
  public static byte[] withCursor(Placed event) {
    var out = new ByteArrayOutputStream(event.body().length + 40);
    append(out, event);
    return out.toByteArray();
  }

  /** A stretch of history, ascending, and the cursor to go on from. */
  public static byte[] history(Cursor cursor, List<Placed> events) {
    var out = new ByteArrayOutputStream(1024);
    out.writeBytes(("{\"cursor\":\"" + cursor + "\",\"events\":[").getBytes(US_ASCII));
    for (int i = 0; i < events.size(); i++) {
      if (i > 0) {
        out.write(',');
      }
      append(out, events.get(i));
    }
    out.writeBytes("]}".getBytes(US_ASCII));
    return out.toByteArray();
  }

  private static void append(ByteArrayOutputStream out, Placed event) {
    out.writeBytes(("{\"cursor\":\"" + event.cursor() + "\",").getBytes(US_ASCII));
    out.write(event.body(), 1, event.body().length - 1);
  }
}
