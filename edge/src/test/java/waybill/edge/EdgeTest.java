package waybill.edge;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.helidon.http.HeaderNames;
import io.helidon.http.HttpPrologue;
import io.helidon.http.Status;
import io.helidon.http.WritableHeaders;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.testing.junit5.ServerTest;
import io.helidon.webserver.testing.junit5.SetUpRoute;
import io.helidon.webserver.testing.junit5.SetUpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** The edge on a plain server with one route. */
@ServerTest
final class EdgeTest {
  private static final int MAX_CONNECTIONS = 3;
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final String REQUEST = "GET /hello HTTP/1.1\r\nHost: localhost\r\n";

  private static final Edge EDGE =
      new Edge(
          new EdgeSettings(
              new RequestTimes(Duration.ofSeconds(1), Duration.ofSeconds(1), LIMIT, LIMIT),
              MAX_CONNECTIONS,
              InetAddress::getHostAddress,
              _ -> false,
              1000,
              EdgeTest::maxBodySize,
              EdgeTest::plainText,
              Optional.empty()));

  private final WebServer server;

  EdgeTest(WebServer server) {
    this.server = server;
  }

  @SetUpServer
  static void server(WebServerConfig.Builder server) {
    server.update(EDGE::configure);
  }

  @SetUpRoute
  static void route(HttpRouting.Builder routing) {
    routing
        .get("/hello", (_, res) -> res.send("hello"))
        .post("/hello", (req, res) -> res.send(req.content().as(String.class)));
  }

  private static int maxBodySize(HttpPrologue request) {
    if (request.uriPath().path().equals("/broken")) {
      throw new IllegalStateException("broken on purpose");
    }
    return 100;
  }

  private static byte[] plainText(Status status, WritableHeaders<?> headers) {
    headers.set(HeaderNames.CONTENT_TYPE, "text/plain");
    return status.reasonPhrase().getBytes(US_ASCII);
  }

  @Test
  void aRequestIsAnswered() throws IOException {
    assertTrue(answer(REQUEST + "Connection: close\r\n\r\n").endsWith("hello"));
  }

  @Test
  void aSlowHeadIsAnsweredWith408() throws IOException {
    try (var scheduler = Executors.newSingleThreadScheduledExecutor()) {
      long period = EDGE.checkPeriod().toMillis();
      var checks = scheduler.scheduleAtFixedRate(EDGE::checkDeadlines, 0, period, MILLISECONDS);

      var answer = answer(REQUEST);
      checks.cancel(false);

      assertTrue(answer.startsWith("HTTP/1.1 408 Request Timeout\r\n"), answer);
      assertTrue(answer.contains("Content-Type: text/plain\r\n"), answer);
      assertTrue(answer.contains("Connection: close\r\n"), answer);
    }
  }

  @Test
  void onlyConnectionsAboveTheLimitAreClosed() {
    assertTimeoutPreemptively(
        LIMIT,
        () -> {
          var sockets = new ArrayList<Socket>();
          try {
            awaitConnections(0);
            for (int i = 0; i < MAX_CONNECTIONS; i++) {
              sockets.add(connect());
            }
            awaitConnections(MAX_CONNECTIONS);
            try (var oneMore = connect()) {
              assertEquals(-1, oneMore.getInputStream().read());
            }

            var first = sockets.getFirst();
            first.getOutputStream().write((REQUEST + "\r\n").getBytes(US_ASCII));
            assertEquals('H', first.getInputStream().read());
          } finally {
            for (var socket : sockets) {
              socket.close();
            }
          }
        });
  }

  @Test
  void aMalformedChunkIsRefused() throws IOException {
    var head = "POST /hello HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n";

    assertStarts("HTTP/1.1 400 ", answer(head + "5\r\nhelloXX0\r\n\r\n"));
    assertStarts("HTTP/1.1 413 ", answer(head + "65\r\n"));
  }

  @Test
  void anInvalidMethodIsAClientError() throws IOException {
    assertTrue(answer("G(T /hello HTTP/1.1\r\n\r\n").startsWith("HTTP/1.1 400 "));
    var both = answer(REQUEST + "\r\nG(T /hello HTTP/1.1\r\n\r\n");
    assertTrue(both.contains("helloHTTP/1.1 400 "), both);
  }

  @Test
  void aServerErrorBeforeRoutingStaysAServerError() throws IOException {
    assertTrue(answer(REQUEST.replace("hello", "broken") + "\r\n").startsWith("HTTP/1.1 500 "));
  }

  private static void assertStarts(String start, String answer) {
    assertEquals(start, answer.substring(0, Math.min(start.length(), answer.length())), answer);
  }

  /** Returns everything that arrives until the server closes the connection. */
  private String answer(String request) throws IOException {
    while (EDGE.connections() > 0) {
      EDGE.checkDeadlines(); // it also forgets those that are closed
    }
    try (var socket = connect()) {
      socket.getOutputStream().write(request.getBytes(US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), US_ASCII);
    }
  }

  private Socket connect() throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
    socket.setSoTimeout((int) LIMIT.toMillis());
    return socket;
  }

  private static void awaitConnections(int count) {
    while (EDGE.connections() != count) {
      Thread.onSpinWait();
    }
  }
}
