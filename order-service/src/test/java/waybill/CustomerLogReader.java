package waybill;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the log of a customer, and after each restart only the new events. It checks that the
 * customer's numbers and each order's versions have no gap.
 */
final class CustomerLogReader {
  private final String customer;
  private final List<JsonNode> events = new ArrayList<>();
  private final Map<String, Long> versions = new HashMap<>();
  private final Map<String, List<JsonNode>> byWord = new HashMap<>();

  CustomerLogReader(String customer) {
    this.customer = customer;
  }

  /** Reads the events since the last call. */
  void readNew(ServiceProcess service) throws IOException {
    JsonNode page;
    do {
      var after = events.isEmpty() ? "" : "&after=" + cursor(events.getLast());
      var path = "/api/customers/" + customer + "/events?limit=500" + after;
      page = read(service, path).get("events");
      page.forEach(this::add);
    } while (page.size() == 500);
    assertEquals(head(service), events.size(), "the head of " + customer);
  }

  private void add(JsonNode event) {
    var cursor = cursor(event);
    assertEquals(events.size() + 1, number(cursor), "seq of " + customer);
    var order = event.get("orderId").textValue();
    long version = event.get("version").longValue();
    assertEquals(versions.getOrDefault(order, 0L) + 1, version, "version of " + order);
    versions.put(order, version);
    events.add(event);
    byWord.computeIfAbsent(word(event), _ -> new ArrayList<>()).add(event);
  }

  /** Every order must have the version of its last event in the log. */
  void assertOrdersAgree(ServiceProcess service) throws IOException {
    var orders = new ArrayList<JsonNode>();
    for (var state : List.of("open", "done")) {
      var next = "";
      do {
        var page =
            read(
                service,
                "/api/customers/%s/orders?limit=100&state=%s%s".formatted(customer, state, next));
        page.get("orders").forEach(orders::add);
        next = page.has("next") ? "&page=" + page.get("next").textValue() : "";
      } while (!next.isEmpty());
    }
    assertEquals(versions.size(), orders.size());
    for (var order : orders) {
      var id = order.get("id").textValue();
      assertEquals(versions.get(id), order.get("version").longValue(), "version of " + id);
    }
  }

  private long head(ServiceProcess service) throws IOException {
    return number(snapshot(service).get("cursor").textValue());
  }

  private JsonNode snapshot(ServiceProcess service) throws IOException {
    return read(service, "/api/customers/" + customer + "/orders");
  }

  private static JsonNode read(ServiceProcess service, String path) throws IOException {
    var answer = service.get(path);
    assertEquals(200, answer.statusCode(), () -> path + ": " + answer.body());
    return RunningService.json(answer);
  }

  /** The events that contain this word. */
  List<JsonNode> with(String word) {
    return byWord.getOrDefault(word, List.of());
  }

  /** The word of each event, in the order of the log. */
  List<String> words() {
    return events.stream().map(CustomerLogReader::word).toList();
  }

  static String word(JsonNode event) {
    return event.get("type").textValue().equals("order.placed")
        ? event.at("/data/lines/0/sku").textValue()
        : event.at("/data/text").textValue();
  }

  private static String cursor(JsonNode event) {
    return event.get("cursor").textValue();
  }

  private static long number(String cursor) {
    return Long.parseLong(cursor.substring(cursor.indexOf('-') + 2));
  }
}
