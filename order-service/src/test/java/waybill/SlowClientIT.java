package waybill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import waybill.edge.RequestTimes;

/** The service closes the connection of a client that sends too slowly; open streams stay open. */
final class SlowClientIT {
  private static final Duration REQUEST = Duration.ofMillis(200);
  private static final Duration BODY = Duration.ofMillis(300);
  private static final Duration IDLE = Duration.ofMillis(400);

  @TempDir static Path data;

  private static RunningService service;

  @BeforeAll
  static void start() {
    service =
        RunningService.start(data, new RequestTimes(REQUEST, BODY, IDLE, Duration.ofSeconds(20)));
    service.customer("ada");
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  void aSlowRequestLineIsRefused() {
    assertTimedOut("", "GET /clock?" + "a".repeat(1000));
  }

  @Test
  void slowHeadersAreRefused() {
    assertTimedOut("GET /clock HTTP/1.1\r\nHost: localhost\r\n", "X: y\r\n".repeat(1000));
  }

  @Test
  void aSlowBodyIsRefused() {
    var head =
        "POST /api/customers HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            + "Authorization: "
            + StaffTokens.bearer(service.port())
            + "\r\n";
    assertTimedOut(head + "Content-Length: 1000\r\n\r\n", " ".repeat(1000));
    assertTimedOut(head + "Transfer-Encoding: chunked\r\n\r\n", "1\r\n \r\n".repeat(1000));
  }

  @Test
  void theConnectionIsClosedIfABodyThatNoRouteReadsDoesNotArrive() {
    try (var connection = RawHttp.connect(service.port())) {
      connection.send("POST /api/none HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\n");

      assertEquals(404, connection.answer(false).status());
      connection.assertClosed();
    }
  }

  @Test
  void aSilentConnectionIsClosedWithoutAResponse() {
    var begin = System.nanoTime();
    awaitCloseOfAnother();
    assertTrue(System.nanoTime() - begin >= IDLE.toNanos());
  }

  @Test
  void anIdleConnectionIsClosedWithoutAResponse() {
    try (var connection = RawHttp.connect(service.port())) {
      assertEquals(200, connection.ask("GET /clock").status());

      connection.assertClosed();
    }
  }

  @Test
  void aConnectionInUseStaysOpen() {
    long end = System.nanoTime() + 2 * IDLE.toNanos();
    try (var connection = RawHttp.connect(service.port())) {
      while (System.nanoTime() - end < 0) {
        assertEquals(200, connection.ask("GET /clock").status());
      }
      assertEquals(200, connection.ask("GET /clock").status());
    }
  }

  @Test
  void aSilentStreamStaysOpen() {
    try (var stream = EventStream.open(service.port(), "/api/customers/ada/events")) {
      stream.await("ready");
      awaitCloseOfAnother();
      awaitCloseOfAnother();

      service.order("ada");
      assertEquals("order.placed", stream.next().event());
    }
  }

  @Test
  void closedConnectionsAreNotCounted() {
    Await.until(
        "only the client's own connection is left",
        () -> service.waybill().server().connections() <= 1);
  }

  private static void awaitCloseOfAnother() {
    try (var connection = RawHttp.connect(service.port())) {
      connection.assertClosed();
    }
  }

  /** Sends a byte every few milliseconds until the service refuses the request. */
  private static void assertTimedOut(String begin, String rest) {
    try (var connection = RawHttp.connect(service.port())) {
      connection.send(begin);
      var sender = Thread.ofVirtual().start(() -> connection.drip(rest, Duration.ofMillis(20)));
      var answer = connection.answer(false);
      sender.interrupt();

      ResponseAssertions.problem(408, "timed-out", answer);
      assertTrue(answer.closes());
    }
  }
}
