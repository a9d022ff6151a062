package waybill;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What another origin's page can do in the browser of somebody who is signed in. One is another
 * site, to which the browser gives no cookie of ours; one is our own site on another port, to which
 * it gives them all, so that only the service itself stands in the way.
 */
@ExtendWith(Browser.class)
final class CrossSiteIT {
  private static final String ANOTHER_SITE = "localhost";
  private static final String OUR_SITE = "127.0.0.1";

  /** So that a form without any encoding makes JSON of it. */
  private static final String PASSWORD = "mallory=password";

  @TempDir Path data;
  private RunningService service;
  private ForeignOrigin foreign;

  @BeforeEach
  void start() {
    service = RunningService.start(data, SharedStreamIT.SHORT_PINGS);
    service.customer("ada");
    foreign = ForeignOrigin.open();
  }

  @AfterEach
  void stop() {
    foreign.close();
    service.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {ANOTHER_SITE, OUR_SITE})
  void aFormOfAnotherOriginChangesNothing(String host, Chromium chromium) {
    try (var ada = user(chromium)) {
      ada.allowStatus(403);
      mallory();
      var session = ada.signIn("ada").sessionCookie().value;

      var half = "{\"username\":\"mallory\",\"password\":\"mallory";
      assertEquals(
          403,
          foreignPage(ada, host).submit("/api/session", "text/plain", Map.of(half, "password\"}")));
      assertEquals(
          403,
          foreignPage(ada, host).submit("/api/orders", "text/plain", Map.of("{\"a\":\"", "\"}")));
      assertEquals(403, submit(ada, host, "/api/session", Map.of("username", "mallory")));
      assertEquals(403, submit(ada, host, "/api/orders", Map.of("customerId", "ada")));
      assertEquals(
          403, submit(ada, host, "/api/orders/" + service.order("ada") + "/links", Map.of()));

      assertEquals(session, ada.sessionCookie().value);
      assertEquals("ada", RunningService.json(ada.session().text()).get("username").textValue());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {ANOTHER_SITE, OUR_SITE})
  void aScriptOfAnotherOriginChangesAndReadsNothing(String host, Chromium chromium) {
    try (var ada = user(chromium)) {
      var order = "/api/orders/" + service.order("ada");
      var own = ada.openOrders("ada");
      var attacker = foreignPage(ada, host);

      assertEquals("refused", attacker.fetch("/api/session", Map.of()));
      assertEquals("refused", attacker.fetch(order, Map.of()));
      assertEquals("refused", attacker.fetch("/api/session", Map.of("method", "DELETE")));
      assertEquals("refused", attacker.fetch(order + "/links", Map.of("method", "POST")));
      var blind = Map.of("method", "POST", "mode", "no-cors");
      var answer = attacker.fetch(order + "/links", blind);
      assertTrue(List.of("refused", "opaque 0 ").contains(answer), answer::toString);

      assertEquals("{\"links\":[]}", service.get(order + "/links").body());
      assertEquals(200, ada.session().status());
      assertThat(own.locator("#connection")).hasText("Live");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {ANOTHER_SITE, OUR_SITE})
  void nothingOfOursCanBeEmbeddedOrHeard(String host, Chromium chromium) {
    try (var ada = user(chromium).signIn("ada")) {
      var attacker = foreignPage(ada, host);

      assertEquals("refused", attacker.listen("/api/customers/ada/events"));
      for (var path : List.of("/api/session", "/api/customers/ada/orders", "/assets/clock.js")) {
        assertEquals("refused", attacker.load("script", path), path);
      }
      assertEquals("refused", attacker.load("img", "/assets/favicon.svg"));
      assertEquals("refused", attacker.load("link", "/assets/css/base.css"));
      for (var path : List.of("/orders", "/api/session", "/track")) {
        assertNotEquals(service.uri(path).toString(), attacker.frame(path));
      }
      Await.until("no stream is left", () -> service.waybill().hub().size() == 0);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {ANOTHER_SITE, OUR_SITE})
  void aWindowOfOursIsOutOfReachOfWhoOpenedIt(String host, Chromium chromium) {
    try (var ada = user(chromium).signIn("ada")) {
      var attacker = foreignPage(ada, host);

      var ours = attacker.open("/orders");

      assertThat(ours.locator("#connection")).hasText("Live");
      assertEquals(true, attacker.page().evaluate("window.it.closed"));
      assertEquals(true, ours.evaluate("window.opener === null"));
    }
  }

  /** The attack itself is misconduct that is meant. */
  private BrowserUser user(Chromium chromium) {
    var user = chromium.user(service.uri("/"));
    user.errors().allow("asked elsewhere: " + foreign.origin("(localhost|127\\.0\\.0\\.1)"));
    user.errors().allow("asked elsewhere: chrome-error:");
    user.errors().allow("no answer for .*NotSameOrigin");
    user.errors().allow("console: (Failed to load|Access to|Refused|Framing|.*MIME type)");
    return user;
  }

  private void mallory() {
    service.customer("mallory");
    var account =
        "{\"username\":\"mallory\",\"password\":\"%s\",\"role\":\"customer\",\"customerId\":\"mallory\"}"
            .formatted(PASSWORD);
    assertEquals(201, service.post("/api/accounts", account).statusCode());
  }

  private CrossOriginPage foreignPage(BrowserUser user, String host) {
    return new CrossOriginPage(user.open(foreign.origin(host) + "/"), service.uri("/"));
  }

  private int submit(BrowserUser user, String host, String path, Map<String, String> fields) {
    return foreignPage(user, host).submit(path, "application/x-www-form-urlencoded", fields);
  }
}
