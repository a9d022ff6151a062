package waybill.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import waybill.order.Destination;
import waybill.order.Line;
import waybill.order.Order;
import waybill.order.Quantity;
import waybill.order.Shipment;
import waybill.order.ShipmentId;
import waybill.order.ShipmentStatus;

/**
 * What an order holds besides the columns the database checks and searches by: destination, lines
 * and parcels, as one document in its row. This form is ours alone; changing it needs a migration.
 */
public record StoredOrder(Destination destination, List<Line> lines, List<Shipment> shipments) {

  public static String encode(Order order) {
    var bytes =
        Json.bytes(json -> {
          json.writeStartObject();
          OrderParts.writeDestination(json, order);
          json.writeArrayFieldStart("lines");
          for (var line : order.lines()) {
            OrderParts.write(json, line);
          }
          json.writeEndArray();
          json.writeArrayFieldStart("shipments");
          for (var shipment : order.shipments()) {
            write(json, shipment);
          }
          json.writeEndArray();
          json.writeEndObject();
        });
    return new String(bytes, UTF_8);
  }

  private static void write(JsonGenerator json, Shipment shipment) throws IOException {
    json.writeStartObject();
    json.writeNumberField("number", shipment.id().number());
    json.writeStringField("status", shipment.status().name());
    OrderParts.writeOptional(json, "carrier", shipment.carrier());
    OrderParts.writeOptional(json, "trackingNumber", shipment.trackingNumber());
    OrderParts.writeOptional(json, "lastScan", shipment.lastScan().map(Instant::toString));
    OrderParts.writeQuantities(json, shipment.lines());
    json.writeEndObject();
  }

  public static StoredOrder decode(String text) {
    var root = Json.parseOwn(text);
    var destination = root.get("destination");
    return new StoredOrder(
        new Destination(
            string(destination, "city"),
            string(destination, "country"),
            ZoneId.of(string(destination, "timeZone"))),
        all(root.get("lines"), StoredOrder::line),
        all(root.get("shipments"), StoredOrder::shipment));
  }

  private static Line line(JsonNode node) {
    return new Line(
        node.get("line").intValue(),
        string(node, "sku"),
        string(node, "name"),
        node.get("quantity").intValue(),
        node.get("cancelled").intValue());
  }

  private static Shipment shipment(JsonNode node) {
    return new Shipment(
        new ShipmentId(node.get("number").intValue()),
        ShipmentStatus.valueOf(string(node, "status")),
        optional(node, "carrier"),
        optional(node, "trackingNumber"),
        all(node.get("lines"), StoredOrder::quantity),
        optional(node, "lastScan").map(Instant::parse));
  }

  private static Quantity quantity(JsonNode node) {
    return new Quantity(node.get("line").intValue(), node.get("quantity").intValue());
  }

  private static String string(JsonNode node, String name) {
    return node.get(name).textValue();
  }

  private static Optional<String> optional(JsonNode node, String name) {
    return Optional.ofNullable(node.get(name)).map(JsonNode::textValue);
  }

  private static <T> List<T> all(JsonNode array, Function<JsonNode, T> reader) {
    var list = new ArrayList<T>(array.size());
    array.forEach(node -> list.add(reader.apply(node)));
    return list;
  }
}
