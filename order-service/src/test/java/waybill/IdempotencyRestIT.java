package waybill;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A request that is repeated with its key takes effect once. */
final class IdempotencyRestIT {
  private static final String CONFIRMED = "{\"type\":\"order.confirmed\"}";
  private static final String ORDER =
      """
      {"customerId":"%s",
       "destination":{"city":"Leipzig","country":"DE","timeZone":"Europe/Berlin"},
       "lines":[{"sku":"LAMP-2","name":"Desk lamp","quantity":2}]}
      """;

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
  void aRepeatedRequestGetsTheSameResponse() {
    var first = keyed("/api/orders", ORDER.formatted("ada"), "same");
    service.append(RunningService.json(first).get("id").textValue(), CONFIRMED);

    var again = keyed("/api/orders", ORDER.formatted("ada"), "same");

    assertEquals(201, again.statusCode());
    assertEquals(first.body(), again.body());
    assertEquals(
        ResponseAssertions.header(first, "Location"), ResponseAssertions.header(again, "Location"));
    assertEquals(
        ResponseAssertions.header(first, "ETag"), ResponseAssertions.header(again, "ETag"));
  }

  @Test
  void aRepeatedEventIsAppendedOnce() {
    var path = "/api/orders/" + service.order("ada") + "/events";
    var note = "{\"type\":\"order.note_added\",\"text\":\"hello\"}";

    var first = keyed(path, note, "note");
    var again = keyed(path, note, "note");
    var other = keyed(path, note, "another-note");

    assertEquals(first.body(), again.body());
    assertEquals("\"3-staff\"", ResponseAssertions.header(other, "ETag"));
  }

  @Test
  void repeatedRequestsGetTheSameBytesAfterTwentyOtherChanges() {
    var placed = keyed("/api/orders", ORDER.formatted("ada"), "long-ago");
    var id = RunningService.json(placed).get("id").textValue();
    var path = "/api/orders/" + id + "/events";
    var note = "{\"type\":\"order.note_added\",\"text\":\"h\u00e9llo \\u2028 \\\"you\\\"\"}";
    var appended = keyed(path, note, "long-ago");
    service.append(id, CONFIRMED);
    service.append(id, "{\"type\":\"shipment.packed\",\"lines\":[{\"line\":1,\"quantity\":1}]}");
    for (int i = 0; i < 18; i++) {
      service.append(id, "{\"type\":\"order.note_added\",\"text\":\"and so on\"}");
    }

    var placedAgain = keyed("/api/orders", ORDER.formatted("ada"), "long-ago");
    var appendedAgain = keyed(path, note, "long-ago");

    assertSameAnswer(placed, placedAgain);
    assertSameAnswer(appended, appendedAgain);
    assertEquals(
        "\"22-staff\"",
        ResponseAssertions.header(service.get("/api/orders/" + id), "ETag"),
        "nothing was done again");
  }

  private static void assertSameAnswer(HttpResponse<String> first, HttpResponse<String> again) {
    assertEquals(201, again.statusCode(), again::body);
    assertEquals(first.body(), again.body());
    for (var header : List.of("Location", "ETag", "Content-Type", "Cache-Control")) {
      assertEquals(first.headers().allValues(header), again.headers().allValues(header), header);
    }
  }

  @Test
  void aRepeatedRegistrationIsDoneOnce() {
    var body = "{\"name\":\"Grace\",\"email\":\"grace@example.org\"}";

    var first = keyed("/api/customers", body, "grace");
    var again = keyed("/api/customers", body, "grace");
    var withoutKey = service.post("/api/customers", body);

    assertEquals(first.body(), again.body());
    assertNotEquals(first.body(), withoutKey.body());
  }

  @Test
  void aKeyWithAnotherBodyIsRefused() {
    keyed("/api/orders", ORDER.formatted("ada"), "taken");

    var other = keyed("/api/orders", ORDER.formatted("ada").replace(":2}", ":3}"), "taken");

    ResponseAssertions.problem(422, "idempotency-key-reused", other);
  }

  @Test
  void theSameKeyOnAnotherPathIsAnotherKey() {
    var first = service.order("ada");
    var second = service.order("ada");

    assertEquals(201, keyed("/api/orders/" + first + "/events", CONFIRMED, "path").statusCode());
    var other = keyed("/api/orders/" + second + "/events", CONFIRMED, "path");

    assertEquals(201, other.statusCode());
    assertEquals(second, RunningService.json(other).get("orderId").textValue());
  }

  @Test
  void aRefusalIsNotRemembered() {
    var path = "/api/orders/" + service.order("ada") + "/events";
    var released = "{\"type\":\"order.released\"}";

    var refused = keyed(path, released, "refusal");
    service.post(path, "{\"type\":\"order.held\",\"reason\":\"checking\"}");
    var accepted = keyed(path, released, "refusal");

    ResponseAssertions.problem(409, "illegal-now", refused);
    assertEquals(201, accepted.statusCode(), accepted::body);
  }

  @Test
  void concurrentIdenticalRequestsPlaceOneOrder() throws InterruptedException {
    service.customer("twins");
    var answers = new ConcurrentLinkedQueue<String>();

    var threads =
        IntStream.range(0, 16)
            .mapToObj(_ ->
                Thread.startVirtualThread(() ->
                    answers.add(keyed("/api/orders", ORDER.formatted("twins"), "twin").body())))
            .toList();
    for (var thread : threads) {
      assertTrue(thread.join(Duration.ofSeconds(20)));
    }

    assertEquals(16, answers.size());
    assertEquals(1, new HashSet<>(answers).size(), answers::toString);
    var orders = RunningService.json(service.get("/api/customers/twins/orders")).get("orders");
    assertEquals(1, orders.size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"with space", "", "tab\there", "é"})
  void aKeyThatIsNotVisibleAsciiIsMalformed(String key) {
    try (var connection = RawHttp.connect(service.port())) {
      var body = ORDER.formatted("ada").getBytes(UTF_8);
      var response =
          connection.tell(
              "POST /api/orders",
              body,
              "Content-Type: application/json",
              "Idempotency-Key: " + key);

      ResponseAssertions.problem(400, "malformed", response);
    }
  }

  @Test
  void aKeyHasAtMostTwoHundredCharacters() {
    assertEquals(201, keyed("/api/orders", ORDER.formatted("ada"), "k".repeat(200)).statusCode());
    ResponseAssertions.problem(
        400, "malformed", keyed("/api/orders", ORDER.formatted("ada"), "k".repeat(201)));
  }

  private static HttpResponse<String> keyed(String path, String body, String key) {
    return service.post(path, body, "Idempotency-Key", key);
  }
}
