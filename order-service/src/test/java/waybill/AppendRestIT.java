package waybill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Appending events to one order: what is accepted, and what is refused. */
final class AppendRestIT {
  private static final String CONFIRMED = "{\"type\":\"order.confirmed\"}";
  private static final String PACKED =
      "{\"type\":\"shipment.packed\",\"lines\":[{\"line\":1,\"quantity\":2}]}";

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
  void anAcceptedEventIsReturnedWithTheNewETag() {
    var order = service.order("ada");

    var response = service.post(events(order), CONFIRMED);

    var event = ResponseAssertions.json(201, response);
    assertEquals("\"2-staff\"", ResponseAssertions.header(response, "ETag"));
    assertEquals("no-store", ResponseAssertions.header(response, "Cache-Control"));
    assertEquals("order.confirmed", event.get("type").textValue());
    assertEquals(order, event.get("orderId").textValue());
    assertEquals(2, event.get("version").intValue());
    assertTrue(event.get("cursor").textValue().endsWith("-o2"));
    assertEquals("staff", event.at("/actor/kind").textValue());
    assertEquals("CONFIRMED", event.at("/order/status").textValue());
    assertFalse(event.has("late"));
    assertFalse(event.has("customerId"));
  }

  @Test
  void anIllegalEventIsRefusedWithTheAllowedTypes() {
    var order = service.order("ada");

    var problem =
        ResponseAssertions.problem(409, "illegal-now", service.post(events(order), PACKED));

    assertEquals(read(order).get("allowed"), problem.get("allowed"));
    assertEquals(1, read(order).get("version").intValue());
  }

  @Test
  void packingMoreThanIsLeftIsIllegalAndNamesTheField() {
    var order = service.order("ada");
    service.append(order, CONFIRMED);

    var problem =
        ResponseAssertions.problem(
            409, "illegal-now", service.post(events(order), PACKED.replace(":2}", ":3}")));

    assertEquals("/lines/0/quantity", problem.at("/errors/0/pointer").textValue());
  }

  @Test
  void anUnknownLineOrParcelIsInvalid() {
    var order = service.order("ada");

    ResponseAssertions.invalid(
        service.post(events(order), PACKED.replace("\"line\":1", "\"line\":9")), "/lines/0/line");
    ResponseAssertions.invalid(
        service.post(events(order), "{\"type\":\"shipment.delivered\",\"shipmentId\":\"S1\"}"),
        "/shipmentId");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"1\"",
        "W/\"1\"", // a proxy that compresses weakens the tag
        "\"1-staff\"",
        "W/\"1-guest\"",
        "\"1-staff-gzip\"",
        "*",
        "\"7\", \"1\"",
        "W/\"9\",\"1\""
      })
  void anEventWithAMatchingIfMatchIsAccepted(String tags) {
    var order = service.order("ada");

    assertEquals(201, service.post(events(order), CONFIRMED, "If-Match", tags).statusCode());
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"2\"", "\"11-staff\"", "W/\"2-staff\"", "\"*\""})
  void anEventWithAnyOtherIfMatchIsStale(String tags) {
    var order = service.order("ada");

    var response = service.post(events(order), CONFIRMED, "If-Match", tags);

    ResponseAssertions.problem(412, "stale", response);
    assertEquals("\"1-staff\"", ResponseAssertions.header(response, "ETag"));
    assertEquals(1, read(order).get("version").intValue());
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "garbage", "\"1", "\"1\", 2", "*, \"1\""})
  void anIfMatchThatIsNoListOfTagsIsRefused(String tags) {
    var order = service.order("ada");

    var response = service.post(events(order), CONFIRMED, "If-Match", tags);

    ResponseAssertions.problem(400, "malformed", response);
    assertEquals(1, read(order).get("version").intValue());
  }

  @Test
  void aLateScanIsRecordedAndChangesNoStatus() {
    var order = service.order("ada");
    service.append(order, CONFIRMED);
    service.append(order, PACKED);
    service.append(order, scan("picked_up", Instant.now()));

    var late = service.append(order, scan("in_transit", Instant.now().minus(Duration.ofDays(1))));

    assertTrue(late.get("late").booleanValue());
    assertEquals(5, late.get("version").intValue());
    assertEquals("PICKED_UP", late.at("/order/shipments/0/status").textValue());
    assertEquals("PICKED_UP", read(order).at("/shipments/0/status").textValue());
  }

  @Test
  void anEventMayLieAFewMinutesInTheFutureAndNotMore() {
    var order = service.order("ada");
    var event = "{\"type\":\"order.confirmed\",\"occurredAt\":\"%s\"}";

    var tooFar = service.post(events(order), event.formatted(Instant.now().plusSeconds(360)));
    var near = service.post(events(order), event.formatted(Instant.now().plusSeconds(120)));

    ResponseAssertions.invalid(tooFar, "/occurredAt");
    assertEquals(201, near.statusCode());
  }

  @Test
  void anUnknownTypeOrFieldIsInvalid() {
    var order = service.order("ada");

    ResponseAssertions.invalid(service.post(events(order), "{}"), "/type");
    ResponseAssertions.invalid(
        service.post(events(order), "{\"type\":\"order.confirm\",\"x\":1}"), "/type");
    ResponseAssertions.invalid(service.post(events(order), "{\"type\":\"order.placed\"}"), "/type");
    ResponseAssertions.invalid(
        service.post(
            events(order),
            "{\"type\":\"order.confirmed\",\"reason\":\"x\",\"actor\":{\"kind\":\"customer\"}}"),
        "/actor/kind",
        "/reason");
    ResponseAssertions.invalid(
        service.post(events(order), "{\"type\":\"order.confirmed\",\"occurredAt\":\"today\"}"),
        "/occurredAt");
  }

  /** One request with everything wrong, repaired step by step. */
  @Test
  void theChecksComeInTheOrderOfTheContract() {
    var order = service.order("ada");
    String[] wrong = {
      "Content-Type", "text/plain", "Idempotency-Key", "order", "If-Match", "\"9\""
    };
    String[] json = {"Idempotency-Key", "order", "If-Match", "\"9\""};
    var held = "{\"type\":\"order.held\",\"reason\":\"checking\"}";

    ResponseAssertions.problem(404, "not-found", service.post(events("WB-NONE"), "{", wrong));
    ResponseAssertions.problem(
        415, "unsupported-media-type", service.post(events(order), "{", wrong));
    ResponseAssertions.problem(400, "malformed", service.post(events(order), "{", json));
    ResponseAssertions.problem(422, "invalid", service.post(events(order), "{}", json));

    assertEquals(201, service.post(events(order), held, "Idempotency-Key", "order").statusCode());

    // the key is checked before If-Match
    assertEquals(201, service.post(events(order), held, json).statusCode());
    ResponseAssertions.problem(
        422, "idempotency-key-reused", service.post(events(order), PACKED, json));
    // and If-Match is checked before the state machine
    ResponseAssertions.problem(
        412, "stale", service.post(events(order), PACKED, "If-Match", "\"9\""));
    ResponseAssertions.problem(
        409, "illegal-now", service.post(events(order), PACKED, "If-Match", "\"2\""));
  }

  private static String events(String order) {
    return "/api/orders/" + order + "/events";
  }

  private static JsonNode read(String order) {
    HttpResponse<String> response = service.get("/api/orders/" + order);
    return ResponseAssertions.json(200, response);
  }

  private static String scan(String type, Instant at) {
    return "{\"type\":\"shipment.%s\",\"shipmentId\":\"S1\",\"occurredAt\":\"%s\"}"
        .formatted(type, at);
  }
}
