package waybill;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** docs/openapi.yaml lists exactly the routes of the service, with all their responses. */
final class OpenApiIT {
  private static final Map<String, Map<String, Map<String, Object>>> PATHS = paths();

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
