package waybill.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webclient.http1.Http1ClientResponse;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.testing.junit5.DirectClient;
import io.helidon.webserver.testing.junit5.RoutingTest;
import io.helidon.webserver.testing.junit5.SetUpRoute;
import org.junit.jupiter.api.Test;

/** One route without a socket. */
@RoutingTest
final class RouteTableTest {
  private static final String PATH = "/clock"; // open to everyone

  private final DirectClient client;

  RouteTableTest(DirectClient client) {
    this.client = client;
  }

  @SetUpRoute
  static void route(HttpRouting.Builder routing) {
    new RouteTable()
        .on(
            Method.GET,
            PATH,
            (req, res) -> Responses.send(req, res, 200, "text/plain", "tick".getBytes(UTF_8)))
        .register(routing, (_, _, handler) -> handler);
    Problems.register(routing, new SecurityHeaders(false), Problems::of, Problem::json);
  }

  @Test
  void headReturnsTheHeadersOfGet() {
    try (var get = ask(Method.GET);
        var head = ask(Method.HEAD)) {
      assertEquals("tick", get.as(String.class));

      assertEquals(200, head.status().code());
      assertEquals("4", head.headers().get(HeaderNames.CONTENT_LENGTH).get());
    }
  }

  @Test
  void optionsNamesTheMethods() {
    try (var options = ask(Method.OPTIONS)) {
      assertEquals(204, options.status().code());
      assertEquals("GET, HEAD, OPTIONS", options.headers().get(HeaderNames.ALLOW).get());
    }
  }

  @Test
  void anUnknownMethodIsRefusedWithTheAllowedOnes() {
    try (var refused = ask(Method.PUT)) {
      assertEquals(405, refused.status().code());
      assertEquals("GET, HEAD, OPTIONS", refused.headers().get(HeaderNames.ALLOW).get());
      assertTrue(refused.as(String.class).contains("urn:waybill:problem:method-not-allowed"));
    }
  }

  private Http1ClientResponse ask(Method method) {
    return client.method(method).path(PATH).request();
  }
}
