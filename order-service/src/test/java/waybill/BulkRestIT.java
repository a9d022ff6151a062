package waybill;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import waybill.access.InitialAccounts;

/** Many events in one request. */
final class BulkRestIT {
  private static RunningService service;

  @BeforeAll
  static void start(@TempDir Path data) {
    service = RunningService.start(data);
    service.customer("ada");
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  void eachLineHasItsOwnResultInItsPlace() {
    var first = service.order("ada");
    var second = service.order("ada");

    var response =
        bulk(
            line(first, "order.confirmed"),
            "{\"orderId\":\"WB-NOBODY\",\"type\":\"order.confirmed\"}",
            "{\"orderId\":",
            "  \t\r",
            line(second, "order.released"),
            "{\"orderId\":\"" + second + "\",\"type\":\"order.held\",\"reazon\":\"x\"}",
            line(second, "order.confirmed"));
    var results = results(response);

    assertEquals(List.of(201, 404, 400, 409, 422, 201), statuses(results));
    assertEquals(first, results.getFirst().at("/event/orderId").asText());
    assertTrue(results.getFirst().at("/event/cursor").asText().endsWith("-o2"));
    ResponseAssertions.problem(404, "not-found", results.get(1).get("problem").toString());
    ResponseAssertions.problem(400, "malformed", results.get(2).get("problem").toString());
    var illegal =
        ResponseAssertions.problem(409, "illegal-now", results.get(3).get("problem").toString());
    assertTrue(illegal.get("allowed").toString().contains("order.confirmed"));
    assertEquals(
        List.of("/reason", "/reazon"), ResponseAssertions.pointers(results.get(4).get("problem")));
    assertEquals(second, results.get(5).at("/event/orderId").asText());
  }

  @Test
  void linesOfOneOrderAreDoneInTheirSequence() {
    var lines = new ArrayList<String>();
    for (int i = 0; i < 10; i++) {
      var order = service.order("ada");
      for (int n = 0; n < 40; n++) {
        lines.add(note(order, "note " + n));
      }
    }

    var results = results(bulk(lines.toArray(String[]::new)));

    assertEquals(lines.size(), results.size());
    for (int i = 0; i < results.size(); i++) {
      var event = results.get(i).get("event");
      assertEquals("note " + i % 40, event.at("/data/text").asText());
      assertEquals(i % 40 + 2, event.get("version").asInt());
      assertEquals(RunningService.json(lines.get(i)).get("orderId"), event.get("orderId"));
    }
  }

  @Test
  void aLineWithAKeyIsDoneOnce() {
    var order = service.order("ada");
    var line =
        "{\"orderId\":\"%s\",\"key\":\"scan-7\",\"type\":\"order.note_added\",\"text\":\"hello\"}"
            .formatted(order);

    var results = results(bulk(line, line, line.replace("hello", "goodbye")));
    var again = results(bulk(line));

    assertEquals(List.of(201, 201, 422), statuses(results));
    assertEquals(results.get(0), results.get(1));
    assertEquals(results.get(0), again.getFirst());
    ResponseAssertions.problem(
        422, "idempotency-key-reused", results.get(2).get("problem").toString());
  }

  @Test
  void blankLinesHaveNoResults() {
    var response = bulk("", " ", "\r");

    assertEquals(200, response.statusCode());
    assertEquals("", response.body());
  }

  @Test
  void aRequestThatIsTooLargeIsRefusedBeforeItsFirstLineIsDone() {
    var order = service.order("ada");
    var good = line(order, "order.confirmed");

    var longLine = bulk(good, note(order, "x".repeat(64 * 1024)));
    var manyLines = bulk(good, "{}\n".repeat(10_000));
    var manyBytes = good + "\n" + ("{}" + " ".repeat(16 * 1024) + "\n").repeat(1024);

    ResponseAssertions.problem(413, "too-large", longLine);
    ResponseAssertions.problem(413, "too-large", manyLines);
    // a client that reads the answer although it could not send everything
    try (var connection = RawHttp.connect(service.port())) {
      var response =
          connection.tell(
              "POST /api/events", manyBytes.getBytes(UTF_8), "Content-Type: application/x-ndjson");
      assertEquals(413, response.status());
    }
    assertEquals(
        1, RunningService.json(service.get("/api/orders/" + order)).get("version").asInt());
  }

  @Test
  void tenThousandLinesAreAccepted() {
    var results = results(bulk("{}\n".repeat(10_000)));

    assertEquals(10_000, results.size());
    assertEquals(
        List.of("/orderId", "/type"),
        ResponseAssertions.pointers(results.getLast().get("problem")));
  }

  @Test
  void aJsonBodyAndAKeyForAllLinesAreRefused() {
    ResponseAssertions.problem(415, "unsupported-media-type", service.post("/api/events", "{}"));
    ResponseAssertions.problem(
        400,
        "malformed",
        service.post(
            "/api/events", "{}", "Content-Type", "application/x-ndjson", "Idempotency-Key", "k"));
  }

  /** Requests that never end their body hold their permits until they are closed. */
  @Test
  void aThirdConcurrentRequestOfATokenIsRefusedUntilOneEnds() {
    var holders = new ArrayList<RawHttp>();
    holders.add(holder(StaffTokens.bearer(service.port())));
    holders.add(holder(StaffTokens.bearer(service.port())));

    var refused = await(503);
    var other = holder(anotherToken());
    holders.forEach(BulkRestIT::end);
    var taken = await(200);
    end(other);

    ResponseAssertions.problem(503, "busy", refused);
    assertEquals("2", ResponseAssertions.header(refused, "Retry-After"));
    assertEquals(1, taken.body().lines().count());
  }

  @Test
  void aNinthConcurrentRequestIsRefusedUntilOneEnds() {
    var holders = new ArrayList<RawHttp>();
    for (int i = 0; i < 4; i++) {
      var token = anotherToken();
      holders.add(holder(token));
      holders.add(holder(token));
    }

    var refused = await(503);
    holders.forEach(BulkRestIT::end);
    var taken = await(200);

    ResponseAssertions.problem(503, "busy", refused);
    assertEquals(1, taken.body().lines().count());
  }

  /** Sends the body, and waits for the answer: its permit is free for the next test. */
  private static void end(RawHttp holder) {
    holder.send(" ".repeat(100));
    assertEquals(200, holder.answer(true).status());
    holder.close();
  }

  private static String anotherToken() {
    return "Bearer "
        + StaffTokens.token(service.uri("/"), InitialAccounts.ADMIN, StaffTokens.PASSWORD);
  }

  private static RawHttp holder(String authorization) {
    var holder = RawHttp.connect(service.port());
    holder.send(
        RawHttp.head(
            "POST /api/events",
            "Authorization: " + authorization,
            "Content-Type: application/x-ndjson",
            "Content-Length: 100",
            "Expect: 100-continue"));
    assertEquals(100, holder.answer(true).status());
    return holder;
  }

  /** Holders have their permits, or have lost them, soon after they have sent. */
  private static HttpResponse<String> await(int status) {
    var limit = Instant.now().plusSeconds(10);
    var response = bulk("{}");
    while (response.statusCode() != status && Instant.now().isBefore(limit)) {
      response = bulk("{}");
    }
    return response;
  }

  private static String line(String order, String type) {
    return "{\"orderId\":\"%s\",\"type\":\"%s\"}".formatted(order, type);
  }

  private static String note(String order, String text) {
    return "{\"orderId\":\"%s\",\"type\":\"order.note_added\",\"text\":\"%s\"}"
        .formatted(order, text);
  }

  private static HttpResponse<String> bulk(String... lines) {
    return service.post(
        "/api/events", String.join("\n", lines), "Content-Type", "application/x-ndjson");
  }

  private static List<JsonNode> results(HttpResponse<String> response) {
    assertEquals(200, response.statusCode(), response::body);
    assertEquals("application/x-ndjson", ResponseAssertions.header(response, "Content-Type"));
    return response.body().lines().map(RunningService::json).toList();
  }

  private static List<Integer> statuses(List<JsonNode> results) {
    return results.stream().map(result -> result.get("status").asInt()).toList();
  }
}
