package waybill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What real clients and proxies send is understood, or refused with what they should send. */
final class ProtocolIT {
  private static final String FRIEND = "https://shop.example.com";
  private static final String JSON = "Content-Type: application/json";

  @TempDir static Path data;

  private static RunningService service;

  @BeforeAll
  static void start() {
    service =
        RunningService.start(
            RunningService.settings(
                data,
                Optional.of(StaffTokens.PASSWORD),
                new Settings.Web(Optional.empty(), Set.of(FRIEND))));
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  void http10IsRefusedWithWhatNginxNeeds() {
    try (var connection = RawHttp.connect(service.port())) {
      connection.send("GET /clock HTTP/1.0\r\nHost: localhost\r\n\r\n");
      var answer = connection.answer(false);

      assertEquals(505, answer.status());
      assertTrue(answer.body().contains("proxy_http_version 1.1"), answer::body);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Host: localhost\r\n", "Connection: keep-alive\r\n"})
  void healthChecksAnswerHttp10(String lines) {
    for (var check : Set.of("live", "ready")) {
      try (var connection = RawHttp.connect(service.waybill().server().managementPort())) {
        connection.send("GET /observe/health/" + check + " HTTP/1.0\r\n" + lines + "\r\n");

        assertEquals(200, connection.answer(false).status());
        connection.assertClosed();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"get", "Get", "GEt", "pOST"})
  void methodsAreCaseSensitive(String method) {
    try (var connection = RawHttp.connect(service.port())) {
      assertEquals(501, connection.ask(method + " /clock").status());
    }
  }

  @Test
  void aSecondRequestOnAConnectionIsCheckedAsTheFirst() {
    try (var connection = RawHttp.connect(service.port())) {
      connection.send(RawHttp.head("GET /clock") + RawHttp.head("get /clock"));

      assertEquals(200, connection.answer(false).status());
      assertEquals(501, connection.answer(false).status());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/;x", "/clock;x=1", "/api/customers/ada;x/orders", "/api;/customers"})
  void pathsHaveNoParameters(String path) {
    try (var connection = RawHttp.connect(service.port())) {
      assertEquals(404, connection.ask("GET " + path).status());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "br", "identity, gzip", "GZIP"})
  void anEncodedBodyIsRefused(String coding) {
    assertEquals(415, customer("Content-Encoding: " + coding).status());
  }

  @ParameterizedTest
  @ValueSource(strings = {"identity", "Identity", "identity, identity"})
  void anIdentityBodyIsAccepted(String coding) {
    assertEquals(422, customer("Content-Encoding: " + coding).status());
  }

  private static RawHttp.Response customer(String header) {
    try (var connection = RawHttp.connect(service.port())) {
      return connection.tell("POST /api/customers", new byte[] {'{', '}'}, JSON, header);
    }
  }

  /** 415 comes before the body is read. */
  @Test
  void anEarlyRefusalEndsTheConnectionAndReachesAClientThatStillSends() {
    try (var connection = RawHttp.connect(service.port())) {
      connection.send(
          RawHttp.head("POST /api/customers", "Content-Length: 60000", "Content-Type: text/plain"));
      connection.send(" ".repeat(30_000));
      var answer = connection.answer(false);
      connection.send(" ".repeat(30_000));

      assertEquals(415, answer.status());
      assertTrue(answer.closes());
      connection.assertClosed();
    }
  }

  @Test
  void fortyMegabytesAreAnsweredWith413() {
    try (var connection = RawHttp.connect(service.port())) {
      connection.send(RawHttp.head("POST /api/events", "Content-Length: 40000000"));
      for (int i = 0; i < 40 && connection.send(new byte[1_000_000]); i++) {
        // until the service closes
      }

      assertEquals(413, connection.answer(false).status());
    }
  }

  @Test
  void scriptsOfAnAllowedOriginCanReadErrors() {
    var missing = service.get("/api/orders/WB-1", "Origin", FRIEND);
    var refused = service.get("/api/orders", "Origin", FRIEND, RunningService.ANONYMOUS, "");
    var found = service.get("/api/customers", "Origin", FRIEND);
    var other = service.get("/api/customers");

    for (var response : Set.of(missing, refused, found)) {
      assertEquals(FRIEND, ResponseAssertions.header(response, "Access-Control-Allow-Origin"));
      var exposed = ResponseAssertions.header(response, "Access-Control-Expose-Headers");
      assertTrue(exposed.contains("Retry-After"), exposed);
      assertTrue(vary(response).contains("Origin"), () -> vary(response));
    }
    assertTrue(vary(other).contains("Origin"), () -> vary(other));
    assertTrue(other.headers().firstValue("Access-Control-Allow-Origin").isEmpty());
  }

  private static String vary(HttpResponse<String> response) {
    return response.headers().allValues("Vary").toString();
  }

  @Test
  void aPersonGetsAPageForAnErrorAndAProgramAProblem() {
    var html = "text/html,application/xhtml+xml,*/*;q=0.8";
    var page = service.get("/nowhere", "Accept", html);
    var denied = service.get("/api/orders", "Accept", html, RunningService.ANONYMOUS, "");
    var program = service.get("/nowhere", "Accept", "*/*");

    assertEquals(404, page.statusCode());
    assertEquals("text/html; charset=utf-8", ResponseAssertions.header(page, "Content-Type"));
    assertTrue(page.body().contains("<h1 class=\"panel-title\">Not found</h1>"), page::body);
    assertFalse(page.body().contains("<b>"));
    assertTrue(
        ResponseAssertions.header(page, "Content-Security-Policy").contains("style-src 'self'"));
    assertEquals(401, denied.statusCode());
    assertTrue(denied.body().startsWith("<!doctype html>"), denied::body);
    ResponseAssertions.problem(404, "not-found", program);
  }

  @Test
  void anAssetThatTheClientHasIsNotSentAgain() {
    var first = service.get("/assets/favicon.svg");
    var tag = ResponseAssertions.header(first, "ETag");

    var again = service.get("/assets/favicon.svg", "If-None-Match", "\"x\", " + tag);

    assertEquals(304, again.statusCode());
    assertEquals("image/svg+xml", ResponseAssertions.header(first, "Content-Type"));
    assertEquals(200, service.get("/assets/favicon.svg", "If-None-Match", "\"x\"").statusCode());
  }
}
