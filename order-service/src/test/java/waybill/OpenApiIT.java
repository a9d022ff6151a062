package waybill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import waybill.order.EventType;

/** docs/openapi.yaml lists exactly the routes of the service, with all their responses. */
final class OpenApiIT {
  /** One order's way, on which each type of event that can be reported occurs. */
  private static final List<String> REPORTS =
      List.of(
          "{'type':'order.held','reason':'a'}",
          "{'type':'order.released'}",
          "{'type':'order.confirmed'}",
          "{'type':'order.eta_changed','reason':'a','eta':{'from':'2026-08-01T08:00:00Z',"
              + "'until':'2026-08-01T09:00:00Z'}}",
          "{'type':'order.note_added','text':'a'}",
          "{'type':'order.lines_cancelled','reason':'a','lines':[{'line':1,'quantity':1}]}",
          "{'type':'shipment.packed','carrier':'DHL','lines':[{'line':1,'quantity':1}]}",
          "{'type':'shipment.cancelled','shipmentId':'S1'}",
          "{'type':'shipment.packed','lines':[{'line':1,'quantity':1}]}",
          "{'type':'shipment.picked_up','shipmentId':'S2','trackingNumber':'JD1'}",
          "{'type':'shipment.in_transit','shipmentId':'S2','location':'Halle'}",
          "{'type':'shipment.out_for_delivery','shipmentId':'S2'}",
          "{'type':'shipment.attempt_failed','shipmentId':'S2','reason':'a'}",
          "{'type':'shipment.ready_for_pickup','shipmentId':'S2'}",
          "{'type':'shipment.delivered','shipmentId':'S2','actor':{'kind':'courier'}}",
          "{'type':'shipment.exception','shipmentId':'S2','reason':'a','party':'carrier'}",
          "{'type':'shipment.lost','shipmentId':'S2'}",
          "{'type':'shipment.in_transit','shipmentId':'S2'}",
          "{'type':'shipment.returning','shipmentId':'S2'}",
          "{'type':'shipment.returned_to_sender','shipmentId':'S2'}");

  private static final String ORDER =
      """
      {"customerId":"ada",
       "destination":{"city":"Leipzig","country":"DE","timeZone":"Europe/Berlin"},
       "lines":[{"sku":"LAMP-2","name":"Desk lamp","quantity":2}]}
      """;

  @TempDir static Path data;
  private static RunningService service;
  private static String order;

  @BeforeAll
  static void start() {
    service = RunningService.start(data);
    order = service.order(service.customer("ada"));
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  void theDocumentListsExactlyTheRoutesOfTheService() {
    var documented = new TreeMap<String, Set<String>>();
    OpenApi.DOCUMENT
        .get("paths")
        .forEachEntry((path, item) -> {
          var methods = new HashSet<String>();
          item.fieldNames()
              .forEachRemaining(method -> methods.add(method.toUpperCase(Locale.ROOT)));
          methods.remove("PARAMETERS");
          documented.put(path, methods);
        });

    assertEquals(new TreeMap<>(service.waybill().server().routes()), documented);
  }

  /** The document says once for all operations that are not public what 401 and 403 mean. */
  @Test
  void operationsThatNeedNoSignInArePublicInTheDocument() {
    operations((method, path) -> {
      if (path.startsWith("/api/") && !isStream(method, path)) {
        int status =
            service.send(method, real(path), "", RunningService.ANONYMOUS, "").statusCode();
        assertEquals(isPublic(method, path), status != 401, () -> method + " " + path);
      }
    });
  }

  @Test
  void responsesToStaffAreDocumented() {
    asked("POST", "/api/customers", "{\"name\":\"Eve\",\"email\":\"eve@example.org\"}", 201);
    asked("POST", "/api/customers", "{\"id\":\"ada\",\"name\":\"A\",\"email\":\"a@b.org\"}", 409);
    asked("POST", "/api/customers", "{\"name\":\"\"}", 422);
    asked("GET", "/api/customers", "", 200);
    asked("GET", "/api/customers/{id}", "", 200);
    asked("GET", "/api/customers/{id}/orders", "", 200);
    asked("GET", "/api/customers/{id}/events", "", 200);
    asked("GET", "/api/customers/{id}/events", "", 406, "Accept", "image/png");

    asked("POST", "/api/orders", ORDER, 201);
    asked("POST", "/api/orders", "{", 400);
    asked("POST", "/api/orders", ORDER.replace("ada", "unknown"), 422);
    asked("POST", "/api/orders", ORDER, 415, "Content-Type", "text/plain");
    asked("GET", "/api/orders", "", 200);
    asked("GET", "/api/orders/{id}", "", 200);
    asked("GET", "/api/orders/{id}", "", 304, "If-None-Match", "\"1-staff\"");
    asked("GET", "/api/orders/{id}/events", "", 200);
    asked("GET", "/api/orders/{id}/history", "", 200);

    var event = "/api/orders/{id}/events";
    asked("POST", event, "{\"type\":\"order.confirmed\"}", 412, "If-Match", "\"9\"");
    asked("POST", event, "{\"type\":\"order.confirmed\"}", 201);
    asked("POST", event, "{\"type\":\"order.confirmed\"}", 409);
    asked("POST", event, "{\"type\":\"order.unheard_of\"}", 422);
    asked("POST", event, "{\"type\":\"order.note_added\",\"text\":\"" + "x".repeat(70_000), 413);
    asked("POST", "/api/orders/{id}/notes", "{\"text\":\"Call them.\"}", 201);
    asked("POST", "/api/events", "{}", 200, "Content-Type", "application/x-ndjson");
    asked("POST", "/api/events", "{}", 415, "Content-Type", "text/plain");

    var link = RunningService.json(asked("POST", "/api/orders/{id}/links", "", 201));
    var secret = link.get("url").textValue().replace("/track#", "");
    asked("GET", "/api/orders/{id}/links", "", 200);
    asked("POST", "/api/links/redeem", "{\"secret\":\"" + secret + "\"}", 200);
    asked("POST", "/api/links/redeem", "{\"secret\":\"unknown\"}", 404);
    asked("DELETE", "/api/orders/{id}/links", "", 204);

    var account = "{\"username\":\"boss\",\"password\":\"long enough\",\"role\":\"staff\"}";
    asked("POST", "/api/accounts", account, 201);
    asked("POST", "/api/accounts", account, 409);
    asked("POST", "/api/tokens", account.replace(",\"role\":\"staff\"", ""), 200);
    asked("POST", "/api/tokens", "{\"username\":\"boss\",\"password\":\"wrong\"}", 401);
    asked("POST", "/api/session", account.replace(",\"role\":\"staff\"", ""), 204);
    asked("GET", "/api/session", "", 200);
  }

  @Test
  void everyTypeOfEventIsDocumentedWithItsFields() {
    var path = "/api/orders/{id}/events";
    var id = service.order("ada");
    var seen = new TreeSet<String>(Set.of("order.placed"));

    for (var report : REPORTS) {
      var json = report.replace('\'', '"');
      assertEquals(Set.of(), reportErrors(json), json);
      var response = service.post(path.replace("{id}", id), json);
      if (response.statusCode() == 201) {
        seen.add(RunningService.json(response).get("type").textValue());
      }
    }
    service.append(service.order("ada"), "{\"type\":\"order.cancelled\",\"reason\":\"a\"}");
    seen.add("order.cancelled");
    service.get(path.replace("{id}", id));
    service.get("/api/orders/" + id + "/history");

    var all = Stream.of(EventType.values()).map(EventType::wireName).toList();
    assertEquals(new TreeSet<>(all), seen);
    assertFalse(reportErrors("{\"type\":\"order.held\"}").isEmpty());
    assertFalse(reportErrors("{\"type\":\"order.lost\"}").isEmpty());
  }

  private static Set<String> reportErrors(String json) {
    return OpenApi.errors(OpenApi.schema("Report"), RunningService.json(json));
  }

  /** Each route with ids that do not exist and with empty bodies. */
  @Test
  void responsesToRequestsForUnknownThingsAreDocumented() {
    operations((method, path) -> {
      if (!isStream(method, path)) {
        var body = Set.of("POST", "PUT").contains(method) ? "{}" : "";
        var response = service.send(method, path.replaceAll("\\{\\w+}", "unknown"), body);
        assertTrue(response.statusCode() < 500, response::body);
      }
    });
  }

  @Test
  void everyOperationHasANameOfItsOwn() {
    var names = new HashSet<String>();

    operations((method, path) ->
        assertTrue(names.add(operation(method, path).path("operationId").asText()), path));

    assertFalse(names.contains(""));
  }

  @Test
  void everyJsonMessageHasAnExample() {
    operations((method, path) -> {
      var operation = operation(method, path);
      hasExample(operation.path("requestBody"), method + " " + path);
      operation.get("responses").forEach(response -> hasExample(response, method + " " + path));
    });
  }

  private static void hasExample(JsonNode message, String operation) {
    var json = OpenApi.target(message).path("content").path("application/json");
    var schema = OpenApi.target(json.path("schema"));
    assertTrue(json.isMissingNode() || schema.has("examples"), operation);
  }

  @Test
  void examplesAreOfTheirSchemas() {
    for (var parent : OpenApi.DOCUMENT.findParents("examples")) {
      for (var example : parent.get("examples")) {
        assertEquals(Set.of(), OpenApi.errors(parent, example), example::toPrettyString);
      }
    }
  }

  private HttpResponse<String> asked(
      String method, String path, String body, int expected, String... headers) {
    var response = service.send(method, real(path), body, headers);
    assertEquals(expected, response.statusCode(), () -> method + path + response.body());
    return response;
  }

  private static boolean isPublic(String method, String path) {
    return operation(method, path).path("security").isArray();
  }

  /** They do not end by themselves. */
  private static boolean isStream(String method, String path) {
    return method.equals("GET")
        && Set.of("/api/events", "/api/health", "/api/clock").contains(path);
  }

  private static String real(String path) {
    var id = path.contains("customers") ? "ada" : order;
    return path.replace("{id}", id).replaceAll("\\{\\w+}", "unknown");
  }

  private static JsonNode operation(String method, String path) {
    return OpenApi.DOCUMENT.get("paths").get(path).get(method.toLowerCase(Locale.ROOT));
  }

  @FunctionalInterface
  private interface Operation {
    void look(String method, String path);
  }

  private static void operations(Operation each) {
    service
        .waybill()
        .server()
        .routes()
        .forEach((path, methods) -> methods.forEach(method -> each.look(method, path)));
  }
}
