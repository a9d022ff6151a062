package waybill.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import waybill.order.Eta;
import waybill.order.Line;
import waybill.order.Order;
import waybill.order.Quantity;

/** What {@link EventJson} and {@link StoredOrder} write of an order in the same way. */
final class OrderParts {
  private OrderParts() {}

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

  static void writeOptional(JsonGenerator json, String name, Optional<String> value)
      throws IOException {
    if (value.isPresent()) {
      json.writeStringField(name, value.get());
    }
  }
}
