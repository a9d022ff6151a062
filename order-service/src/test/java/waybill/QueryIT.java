package waybill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses: what stands in a path or a query is understood, or refused so that a typo is seen. */
final class QueryIT {
  private static RunningService service;
  private static String order;

  @BeforeAll
  static void start(@TempDir Path data) {
    service = RunningService.start(data);
    order = service.order(service.customer("ada"));
  }

  @AfterAll
  static void stop() {
    service.close();
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
        .forEach((path, methods) -> {
          var id = path.contains("customers") ? "ada" : order;
          var real = path.replace("{id}", id).replaceAll("\\{\\w+}", "unknown");
          methods.forEach(method -> each.look(method, real));
        });
  }

  @Test
  void anUnknownParameterIsRefusedOnEveryRouteOfTheApi() {
    operations((method, path) -> {
      if (path.startsWith("/api/")) {
        var response = service.send(method, path + "?foo=1", "");

        ResponseAssertions.problem(400, "malformed", response);
        assertTrue(response.body().contains("?foo="), response::body);
      }
    });
  }

  @Test
  void aParameterIsGivenOnce() {
    var response = service.get("/api/orders?limit=3&limit=4");

    ResponseAssertions.problem(400, "malformed", response);
    assertTrue(response.body().contains("?limit="), response::body);
  }

  @Test
  void aPathWithParametersIsNotFoundOnAnyRoute() {
    operations((method, path) -> {
      var response = service.send(method, path.equals("/") ? "/;x" : path + ";x=1", "");

      ResponseAssertions.problem(404, "not-found", response);
    });
    ResponseAssertions.problem(404, "not-found", service.get("/api/customers/ada;x/orders"));
  }

  @Test
  void aGarbledPageTokenIsRefusedOnEveryPagedRoute() {
    var paged =
        List.of(
            "/api/customers",
            "/api/customers/ada/orders",
            "/api/orders",
            "/api/orders/" + order + "/history");

    for (var path : paged) {
      for (var token :
          List.of("!!!", "%F0%9F%98%80", "a%00", "%2B1000000000-12-31T23:59:59Z_1_1")) {
        var response = service.get(path + "?page=" + token);

        ResponseAssertions.problem(400, "malformed", response);
      }
    }
    operations((method, path) -> {
      if (method.equals("GET") && path.startsWith("/api/") && !paged.contains(path)) {
        ResponseAssertions.problem(400, "malformed", service.get(path + "?page=1"));
      }
    });
  }

  @Test
  void aWrongValueIsAnsweredWithTheKnownOnes() {
    var status = service.get("/api/orders?status=LOST");
    var headline = service.get("/api/orders?headline=LOST");
    var state = service.get("/api/customers/ada/orders?state=lost");

    assertTrue(status.body().contains("PLACED, CONFIRMED, IN_FULFILMENT"), status::body);
    assertTrue(headline.body().contains("PARTIALLY_DELIVERED"), headline::body);
    assertTrue(state.body().contains("open or done"), state::body);
    for (var response : List.of(status, headline, state)) {
      ResponseAssertions.problem(400, "malformed", response);
    }
  }

  @Test
  void anOrderIsFoundByItsIdInSmallLetters() {
    var small = order.toLowerCase(Locale.ROOT);
    var path = "/api/orders/" + small;
    var note = "{\"type\":\"order.note_added\",\"text\":\"a\"}";

    for (var of : List.of("", "/events", "/history", "/links")) {
      var known = service.get("/api/orders/" + order + of);
      var found = service.get(path + of);

      assertEquals(200, found.statusCode(), of);
      assertEquals(known.body(), found.body(), of);
    }
    assertEquals(
        order,
        RunningService.json(service.post(path + "/events", note)).get("orderId").textValue());
    assertEquals(201, service.post(path + "/notes", "{\"text\":\"a\"}").statusCode());
    assertEquals(201, service.post(path + "/links", "").statusCode());
    var line = note.replace("{", "{\"orderId\":\"" + small + "\",");
    var bulk = service.post("/api/events", line, "Content-Type", "application/x-ndjson");
    assertTrue(bulk.body().startsWith("{\"status\":201"), bulk::body);
    try (var stream = EventStream.open(service.port(), path + "/events")) {
      stream.await("ready");
      service.append(order, note);
      stream.changes(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/orders", "/events"})
  void aCustomerIsFoundByTheIdInCapitals(String of) {
    var known = service.get("/api/customers/ada" + of);
    var found = service.get("/api/customers/ADA" + of);

    assertEquals(200, found.statusCode());
    assertEquals(known.body(), found.body());
  }

  /** Letters of other scripts whose small or capital form is a letter of ours. */
  @ParameterizedTest
  @ValueSource(
      strings = {"/api/customers/lin%C4%B1a", "/api/orders/%E2%84%AA", "/api/orders/%C5%BF"})
  void lettersOfOtherScriptsAreNoLettersOfAnId(String path) {
    assertEquals(404, service.get(path).statusCode());
  }

  /** Some editors begin a file with a byte order mark. */
  @Test
  void aByteOrderMarkIsSkipped() {
    var line =
        "\ufeff{\"orderId\":\"%s\",\"type\":\"order.note_added\",\"text\":\"a\"}\n"
            .formatted(order);
    var note = "\ufeff{\"type\":\"order.note_added\",\"text\":\"a\"}";

    var bulk = service.post("/api/events", line, "Content-Type", "application/x-ndjson");
    var onlyMark = service.post("/api/events", "\ufeff", "Content-Type", "application/x-ndjson");
    var single = service.post("/api/orders/" + order + "/events", note);

    assertTrue(bulk.body().startsWith("{\"status\":201"), bulk::body);
    assertEquals("", onlyMark.body());
    assertEquals(201, single.statusCode());
  }
}
