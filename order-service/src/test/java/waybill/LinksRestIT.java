package waybill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Links to an order are made, listed, revoked and redeemed. */
final class LinksRestIT {
  private static final String REDEEM = "/api/links/redeem";

  private static RunningService service;
  private static TestAccounts accounts;
  private static String ada;

  private String order;
  private String links;

  @BeforeAll
  static void start(@TempDir Path data) {
    service = RunningService.start(data);
    accounts = new TestAccounts(service);
    accounts.customer("ada");
    ada = accounts.session("ada");
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @BeforeEach
  void newOrder() {
    order = service.order("ada");
    links = "/api/orders/" + order + "/links";
  }

  private JsonNode made(String body) {
    return ResponseAssertions.json(201, service.post(links, body, "Cookie", ada));
  }

  private static Duration fromNow(JsonNode time) {
    return Duration.between(Instant.now(), Instant.parse(time.textValue()));
  }

  private JsonNode list() {
    return ResponseAssertions.json(200, service.get(links, "Cookie", ada)).get("links");
  }

  @Test
  void aLinkLastsThirtyDaysByDefault() {
    for (var body : new String[] {"", "{}", "{\"expiresAt\":null}"}) {
      var answer = service.post(links, body, "Cookie", ada);
      var link = ResponseAssertions.json(201, answer);

      assertTrue(link.get("url").textValue().matches("/track#[A-Za-z0-9_-]{22,}"));
      assertEquals(29, fromNow(link.get("expiresAt")).toDays());
      assertEquals(3, link.size());
      assertEquals(
          links + "/" + link.get("id").textValue(), ResponseAssertions.header(answer, "Location"));
      assertEquals("no-store", ResponseAssertions.header(answer, "Cache-Control"));
    }
  }

  @Test
  void aLinkLastsAtMostNinetyDays() {
    var now = Instant.now();
    var latest = now.plus(Duration.ofDays(90)).minusSeconds(5);
    var link = made("{\"expiresAt\":\"" + latest + "\"}");

    assertEquals(
        latest.toEpochMilli(), Instant.parse(link.get("expiresAt").textValue()).toEpochMilli());
    for (var wrong : List.of(now.plus(Duration.ofDays(90)).plusSeconds(60), now.minusSeconds(1))) {
      ResponseAssertions.invalid(
          service.post(links, "{\"expiresAt\":\"" + wrong + "\"}"), "/expiresAt");
    }
    ResponseAssertions.invalid(service.post(links, "{\"expiresAt\":\"soon\"}"), "/expiresAt");
    ResponseAssertions.invalid(service.post(links, "{\"expires\":\"soon\"}"), "/expires");
    ResponseAssertions.problem(400, "malformed", service.post(links, "{"));
  }

  @Test
  void theListHasTheValidLinksNewestFirstWithoutSecrets() {
    var first = made("{}");
    var second = ResponseAssertions.json(201, service.post(links, ""));

    var listed = service.get(links, "Cookie", ada);

    assertEquals(
        List.of(second.get("id").textValue(), first.get("id").textValue()),
        ResponseAssertions.texts(list(), "id"));
    assertEquals(List.of("staff", "customer"), ResponseAssertions.texts(list(), "by"));
    assertTrue(fromNow(list().get(0).get("createdAt")).abs().toMinutes() < 1);
    assertEquals(first.get("expiresAt"), list().get(1).get("expiresAt"));
    assertFalse(listed.body().contains(first.get("url").textValue().substring("/track#".length())));
  }

  @Test
  void aRevokedLinkEndsAndTheOthersStayValid() {
    var first = made("{}").get("id").textValue();
    var second = made("{}").get("id").textValue();

    assertEquals(204, delete(links + "/" + first).statusCode());

    assertEquals(List.of(second), ResponseAssertions.texts(list(), "id"));
    ResponseAssertions.problem(404, "not-found", delete(links + "/" + first));
    ResponseAssertions.problem(404, "not-found", delete(links + "/none"));
    made("{}");
    assertEquals(204, delete(links).statusCode());
    assertEquals(0, list().size());
    assertEquals(204, delete(links).statusCode());
  }

  private static HttpResponse<String> delete(String path) {
    return service.send("DELETE", path, "", "Cookie", ada);
  }

  @Test
  void anOrderHasAtMostTwentyLinksEvenIfAllAreMadeAtOnce() throws InterruptedException {
    var threads =
        IntStream.range(0, 25)
            .mapToObj(_ -> Thread.startVirtualThread(() -> service.post(links, "{}")))
            .toList();
    for (var thread : threads) {
      assertTrue(thread.join(Duration.ofSeconds(20)));
    }

    assertEquals(20, list().size());
    ResponseAssertions.problem(409, "too-many-links", service.post(links, "{}"));
    delete(links + "/" + list().get(7).get("id").textValue());
    made("{}");
    ResponseAssertions.problem(409, "too-many-links", service.post(links, "{}"));
  }

  @Test
  void anOrderHasAtMostAHundredLinksOfADayEvenIfTheyAreRevoked() {
    for (int i = 0; i < 100; i++) {
      var link = made("{}");
      assertEquals(204, delete(links + "/" + link.get("id").textValue()).statusCode());
    }

    assertEquals(0, list().size());
    ResponseAssertions.problem(409, "too-many-links", service.post(links, "{}"));
  }

  @Test
  void redeemingReturnsTheOrderAndSetsTheGuestCookie() {
    var link = accounts.link(order);

    var answer = service.post(REDEEM, secret(link.secret()), RunningService.ANONYMOUS, "");

    assertEquals(
        "{\"orderId\":\"" + order + "\"}", ResponseAssertions.json(200, answer).toString());
    var guest = Cookie.of(answer, Cookie.GUEST).orElseThrow().pair();
    var seen = ResponseAssertions.json(200, service.get("/api/orders/" + order, "Cookie", guest));
    assertFalse(seen.has("customerId") || seen.has("allowed"));
    var history = service.get("/api/orders/" + order + "/events", "Cookie", guest);
    assertEquals(1, ResponseAssertions.json(200, history).get("events").size());
    ResponseAssertions.problem(401, "unauthorized", service.get("/api/session", "Cookie", guest));
  }

  private static String secret(String secret) {
    return "{\"secret\":\"%s\"}".formatted(secret);
  }

  @Test
  void aWrongRedeemRequestIsExplained() {
    ResponseAssertions.invalid(service.post(REDEEM, "{}"), "/secret");
    ResponseAssertions.invalid(service.post(REDEEM, "{\"secret\":1,\"x\":2}"), "/secret", "/x");
    ResponseAssertions.problem(404, "link-gone", service.post(REDEEM, secret("x")));
    ResponseAssertions.problem(404, "link-gone", service.post(REDEEM, secret("x".repeat(22))));
  }

  @Test
  void anUnknownOrderHasNoLinks() {
    for (var path : List.of("/api/orders/WB-NONE/links", "/api/orders/~/links")) {
      ResponseAssertions.problem(404, "not-found", service.post(path, "{}"));
      ResponseAssertions.problem(404, "not-found", service.get(path));
      ResponseAssertions.problem(404, "not-found", service.send("DELETE", path, ""));
    }
  }
}
