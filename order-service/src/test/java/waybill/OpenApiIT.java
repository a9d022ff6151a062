package waybill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;
import waybill.order.EventType;

/** docs/openapi.yaml lists exactly the routes of the service, with all their responses. */
final class OpenApiIT {
  private static final Map<String, Map<String, Map<String, Object>>> PATHS = paths();

  private static final ResponseSchemas SCHEMAS = new ResponseSchemas();

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

  /** Responses that the document lacks, such as "GET /path answers 418". */
  private final Set<String> undocumented = new TreeSet<>();

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
    PATHS.forEach((path, item) -> {
      var methods = new HashSet<String>();
      item.keySet().forEach(method -> methods.add(method.toUpperCase(Locale.ROOT)));
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

    assertEquals(Set.of(), undocumented);
  }

  @Test
  void everyTypeOfEventIsDocumentedWithItsFields() {
    var path = "/api/orders/{id}/events";
    var id = service.order("ada");
    var seen = new TreeSet<String>(Set.of("order.placed"));

    for (var report : REPORTS) {
      var json = report.replace('\'', '"');
      assertEquals(Set.of(), SCHEMAS.errors("Report", json), json);
      var response = service.post(path.replace("{id}", id), json);
      if (response.statusCode() == 201) {
        seen.add(RunningService.json(response).get("type").textValue());
      }
      note("POST", path, response);
    }
    var cancelled = "{\"type\":\"order.cancelled\",\"reason\":\"a\"}";
    note("POST", path, service.post(path.replace("{id}", service.order("ada")), cancelled));
    seen.add("order.cancelled");
    note("GET", path, service.get(path.replace("{id}", id)));
    var history = "/api/orders/{id}/history";
    note("GET", history, service.get(history.replace("{id}", id)));

    assertEquals(Set.of(), undocumented);
    var all = Stream.of(EventType.values()).map(EventType::wireName).toList();
    assertEquals(new TreeSet<>(all), seen);
    assertFalse(SCHEMAS.errors("Report", "{\"type\":\"order.held\"}").isEmpty());
    assertFalse(SCHEMAS.errors("Report", "{\"type\":\"order.lost\"}").isEmpty());
  }

  /** Each route with ids that do not exist and with empty bodies. */
  @Test
  void responsesToRequestsForUnknownThingsAreDocumented() {
    operations((method, path) -> {
      if (!isStream(method, path)) {
        var body = Set.of("POST", "PUT").contains(method) ? "{}" : "";
        var response = service.send(method, path.replaceAll("\\{\\w+}", "unknown"), body);
        note(method, path, response);
      }
    });

    assertEquals(Set.of(), undocumented);
  }

  private HttpResponse<String> asked(
      String method, String path, String body, int expected, String... headers) {
    var response = service.send(method, real(path), body, headers);
    assertEquals(expected, response.statusCode(), () -> method + path + response.body());
    note(method, path, response);
    return response;
  }

  private void note(String method, String path, HttpResponse<String> response) {
    SCHEMAS
        .errors(method, path, response)
        .forEach(error ->
            undocumented.add("%s %s: %s: %s".formatted(method, path, error, response.body())));
    var status = Integer.toString(response.statusCode());
    if (!documentedStatuses(method, path).contains(status)) {
      undocumented.add("%s %s answers %s: %s".formatted(method, path, status, response.body()));
    }
  }

  private static Set<String> documentedStatuses(String method, String path) {
    var responses = (Map<?, ?>) operation(method, path).get("responses");
    assertTrue(responses.keySet().stream().allMatch(String.class::isInstance), path);
    var statuses = new HashSet<String>();
    responses.keySet().forEach(status -> statuses.add((String) status));
    return statuses;
  }

  private static boolean isPublic(String method, String path) {
    return List.of().equals(operation(method, path).get("security"));
  }

  /** They do not end by themselves. */
  private static boolean isStream(String method, String path) {
    return method.equals("GET") && Set.of("/api/events", "/api/clock").contains(path);
  }

  private static String real(String path) {
    var id = path.contains("customers") ? "ada" : order;
    return path.replace("{id}", id).replaceAll("\\{\\w+}", "unknown");
  }

  private static Map<String, Object> operation(String method, String path) {
    return PATHS.get(path).get(method.toLowerCase(Locale.ROOT));
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

  private static Map<String, Map<String, Map<String, Object>>> paths() {
    try {
      Map<String, Map<String, Map<String, Map<String, Object>>>> document =
          new Yaml().load(Files.readString(Path.of("..", "docs", "openapi.yaml")));
      return document.get("paths");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
