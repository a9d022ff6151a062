package waybill.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import waybill.json.Json;
import waybill.order.Destination;
import waybill.order.Line;
import waybill.order.Order;
import waybill.order.Shipment;

/**
 * What an order holds besides the columns the database checks and searches by: destination, lines
 * and parcels, as one document in its row. This form is ours alone; changing it needs a migration.
 */
public record StoredOrder(Destination destination, List<Line> lines, List<Shipment> shipments) {

  public static String encode(Order order) {
    var stored = new StoredOrder(order.destination(), order.lines(), order.shipments());
    return new String(Json.bytes(stored), UTF_8);
  }

  public static StoredOrder decode(String text) {
    return Json.readOwn(text.getBytes(UTF_8), StoredOrder.class);
  }
}
