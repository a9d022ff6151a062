package waybill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Known and unknown methods and paths. */
final class RoutesRestIT {
  private static RunningService service;
  private static String order;

  @BeforeAll
  static void start(@TempDir Path data) {
    service = RunningService.start(data);
    service.customer("ada");
    order = service.order("ada");
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /api/customers            | GET, HEAD, OPTIONS, POST | DELETE
          /api/customers/ada        | GET, HEAD, OPTIONS       | POST
          /api/customers/ada/orders | GET, HEAD, OPTIONS       | PUT
          /api/customers/ada/events | GET, HEAD, OPTIONS       | POST
          /api/orders               | GET, HEAD, OPTIONS, POST | PUT
          /api/orders/WB-1          | GET, HEAD, OPTIONS       | DELETE
          /api/orders/WB-1/events   | GET, HEAD, OPTIONS, POST | PATCH
          /api/events               | GET, HEAD, OPTIONS, POST | PUT
          /api/health               | GET, HEAD, OPTIONS       | POST
          /api/clock                | GET, HEAD, OPTIONS       | POST
          /orders                   | GET, HEAD, OPTIONS       | POST
          /                         | GET, HEAD, OPTIONS       | BREW
          """)
  void anUnsupportedMethodIsRefusedWithTheAllowedOnes(String path, String allow, String method) {
    var refused = service.send(method, path, "");
    var asked = service.send("OPTIONS", path, "");

    ResponseAssertions.problem(405, "method-not-allowed", refused);
    assertEquals(allow, ResponseAssertions.header(refused, "Allow"));
    assertEquals(204, asked.statusCode());
    assertEquals(allow, ResponseAssertions.header(asked, "Allow"));
  }

  @Test
  void headIsGetWithoutTheBody() {
    for (var path :
        List.of(
            "/api/customers",
            "/api/customers/ada",
            "/api/customers/ada/orders",
            "/api/customers/ada/events",
            "/api/orders",
            "/api/orders/" + order,
            "/api/orders/" + order + "/events",
            "/orders")) {
      try (var connection = RawHttp.connect(service.port())) {
        var get = connection.ask("GET " + path);
        var head = connection.ask("HEAD " + path);

        assertEquals(200, head.status(), path);
        for (var name : List.of("content-type", "content-length", "cache-control")) {
          assertEquals(get.header(name), head.header(name), path + " " + name);
        }
        assertEquals(get.header("etag"), head.header("etag"), path);
        assertEquals(200, connection.ask("GET /api/customers").status());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/customers/nobody", "/api/orders/WB-NONE", "/api/nothing"})
  void headOfAnUnknownPathHasNoBody(String path) {
    try (var connection = RawHttp.connect(service.port())) {
      assertEquals(404, connection.ask("HEAD " + path).status());
      assertEquals(200, connection.ask("GET /api/customers").status());
    }
  }

  @Test
  void headOfAStreamEndsAtOnce() {
    try (var connection = RawHttp.connect(service.port())) {
      var head = connection.ask("HEAD /api/customers/ada/events", "Accept: text/event-stream");

      assertEquals(200, head.status());
      assertEquals("text/event-stream", head.header("content-type").orElseThrow());
      assertEquals(200, connection.ask("GET /api/customers").status());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api",
        "/api/",
        "/api/nothing",
        "/api/orders/",
        "/api/orders/WB-NONE",
        "/api/orders/WB-NONE/events",
        "/api/orders/WB-NONE/nothing",
        "/api/customers/nobody",
        "/api/customers/nobody/orders",
        "/api/customers/nobody/events",
        "/api/orders/%00",
        "/api/orders/%2e%2e",
        "/api/orders/a%2Fb",
        "/api/orders/%C3%A4",
        "/api/orders/%20",
        "/api/orders/WB;x=1",
        "/api/customers/%F0%9F%98%80/orders",
        "/api/orders/'or'1'='1",
        "/api/customers/ADA%0d%0aX-Evil:1",
        "/API/orders",
        "/nothing"
      })
  void anUnknownPathIsNotFound(String path) {
    try (var connection = RawHttp.connect(service.port())) {
      var response = connection.ask("GET " + path);

      assertFalse(response.headers().containsKey("x-evil"));
      ResponseAssertions.problem(404, "not-found", response);
      assertEquals(200, connection.ask("GET /api/customers").status());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/assets/../index.html",
        "/assets/%2e%2e/index.html",
        "/assets/..%2findex.html",
        "/assets/..%5cindex.html",
        "/assets/%2e%2e%2f%2e%2e%2fdb/migration/V1__orders.sql",
        "/assets/....//index.html",
        "/assets/..;/index.html",
        "/assets//etc/passwd",
        "/assets/%00",
        "/assets/",
        "/assets/nothing.js",
        "/assets/%252e%252e/index.html",
        "/assets/../../application.yaml",
        "/assets/../../../waybill/Main.class"
      })
  void noPathLeadsOutOfTheAssets(String path) {
    try (var connection = RawHttp.connect(service.port())) {
      var response = connection.ask("GET " + path);

      assertTrue(
          response.status() == 404 || response.status() == 400 || response.status() == 403,
          () -> response.status() + ": " + response.body());
      assertEquals("application/problem+json", response.headers().get("content-type"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /api/orders/% HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /api/orders/%zz HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /api/orders?page=% HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /api/orders?q=%zz HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /api/orders/a b HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /api/orders HTTP/1.1\r\nHost x\r\n\r\n",
        "GET /api/orders HTTP/1.1\r\n\r\n",
        "POST /api/orders HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
        "POST /api/orders HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\n\r\n"
      })
  void anInvalidRequestIsRefusedWithAProblem(String request) {
    try (var connection = RawHttp.connect(service.port())) {
      connection.send(request);

      var response = connection.answer(false);

      assertTrue(response.status() >= 400 && response.status() < 500, response::toString);
      assertEquals("application/problem+json", response.headers().get("content-type"));
    }
    assertEquals(200, service.get("/api/customers").statusCode());
  }
}
