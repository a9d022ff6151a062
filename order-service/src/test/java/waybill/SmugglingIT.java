package waybill;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A request that two readers could understand differently (RFC 9112, section 11.2) is refused, and
 * nothing after it on its connection is answered.
 */
final class SmugglingIT {
  private static final String HOST = "Host: localhost\r\n";
  private static final String SMUGGLED = "GET /clock HTTP/1.1\r\n" + HOST + "\r\n";

  @TempDir static Path data;

  private static RunningService service;
  private static LogCapture log;

  @BeforeAll
  static void start() {
    service = RunningService.start(data);
    log = LogCapture.start();
  }

  @AfterAll
  static void stopAndCheckThatNothingWasLogged() {
    service.close();
    log.close();
    assertEquals(List.of(), log.messages());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Transfer-Encoding: chunked\r\nContent-Length: 5",
        "Content-Length: 5\r\nTransfer-Encoding: chunked",
        "Content-Length: 0\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: gzip",
        "Transfer-Encoding: identity",
        "Transfer-Encoding: gzip, chunked",
        "Transfer-Encoding: chunked, chunked",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity",
        "Transfer-Encoding: xchunked",
        "Transfer-Encoding: \"chunked\"",
        "Transfer-Encoding: chunked;q=1",
        "Transfer-Encoding:",
        "Transfer-Encoding: ,",
        "Transfer-Encoding:\u000bchunked",
        "Transfer-Encoding: chun\u0000ked",
        "Transfer-Encoding : chunked",
        " Transfer-Encoding: chunked",
        "X: y\r\n Transfer-Encoding: chunked",
        "X: y\r\n\tTransfer-Encoding: chunked",
        "X: y\nTransfer-Encoding: chunked",
        "X: y\rTransfer-Encoding: chunked",
        "X: y\u0000\r\nTransfer-Encoding: identity",
        "Transfer\u0000-Encoding: chunked",
        ": chunked",
        "Transfer-Encoding",
        "Content-Length: 5\r\nContent-Length: 6",
        "Content-Length: 5\r\nContent-Length: 5",
        "Content-Length: 5, 6",
        "Content-Length: 5\r\nContent-Length: x",
        "Content-Length: +5",
        "Content-Length: -5",
        "Content-Length: 0x5",
        "Content-Length: 5 5",
        "Content-Length: 5.0",
        "Content-Length: 1e1",
        "Content-Length: ٥",
        "Content-Length:",
        "Content-Length: 5,",
        "Content-Length: 99999999999999999999",
        "Content-Length : 5",
        "Content-Length\t: 5",
        "Host: elsewhere",
      })
  void aRequestWithAnUnclearEndIsRefusedAndEndsItsConnection(String lines) {
    assertRefused(400, "POST /api/customers HTTP/1.1\r\n" + HOST + json() + lines + "\r\n\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "zz\r\n",
        "-1\r\n",
        "0x5\r\n",
        "+5\r\n",
        " 5\r\n",
        "5 \r\n",
        "5;a\nhello\r\n",
        "0\r\nX: a\n\r\n",
        "\r\n",
        "5\nhello\r\n",
        "5\rhello\r\n",
        "5\r\nhelloXX0\r\n\r\n",
        "5\r\nhello\n0\r\n\r\n",
        "5\r\nhello0\r\n\r\n",
        "0\r\n\n",
        "0000000000000005\r\nhello\r\n"
      })
  void malformedChunksAreRefusedAndEndTheirConnection(String chunks) {
    var head =
        "POST /api/customers HTTP/1.1\r\n" + HOST + json() + "Transfer-Encoding: chunked\r\n\r\n";
    assertRefused(400, head + chunks);
    assertRefused(400, head, chunks);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /clock HTTP/2.0",
        "GET /clock http/1.1",
        "GET  /clock HTTP/1.1",
        "GET /clock HTTP/1.1 ",
        " GET /clock HTTP/1.1",
        "GET /clock",
        "GET",
        "GE\u0000T /clock HTTP/1.1",
        "GET /cl\u0000ock HTTP/1.1",
        "GET\t/clock\tHTTP/1.1",
        "G(T /clock HTTP/1.1"
      })
  void aMalformedRequestLineIsRefusedAndEndsItsConnection(String line) {
    assertRefused(400, line + "\r\n" + HOST + "\r\n");
  }

  @Test
  void http10IsRefused() {
    assertRefused(505, "GET /clock HTTP/1.0\r\n" + HOST + "\r\n");
  }

  @Test
  void aTooLongRequestLineAndTooLongHeadersAreRefused() {
    var path = "/" + "a".repeat(10_000);
    assertRefused(414, "GET " + path + " HTTP/1.1\r\n" + HOST + "\r\n");
    assertRefused(414, "GET /api/orders?q=" + path + " HTTP/1.1\r\n" + HOST + "\r\n");
    assertRefused(431, "GET /clock HTTP/1.1\r\n" + HOST + "X: " + "a".repeat(20_000) + "\r\n\r\n");
    assertRefused(431, "GET /clock HTTP/1.1\r\n" + HOST + "a".repeat(20_000) + ": x\r\n\r\n");
    assertRefused(431, "GET /clock HTTP/1.1\r\n" + HOST + "X: y\r\n".repeat(200) + "\r\n");
  }

  @Test
  void aTooLargeChunkIsRefusedBeforeItsDataArrives() {
    var head = HOST + json() + "Transfer-Encoding: chunked\r\n\r\n";
    assertRefused(413, "POST /api/customers HTTP/1.1\r\n" + head + "10001\r\n");
    assertRefused(413, "POST /api/customers HTTP/1.1\r\n" + head, "1000000\r\n");
    // a handler that reads the body waits for the chunk; a wrong media type would be refused first
    var lines = head.replace("application/json", "application/x-ndjson");
    assertRefused(413, "POST /api/events HTTP/1.1\r\n" + lines, "1000001\r\n");
    assertRefused(
        413, "POST /api/events HTTP/1.1\r\n" + HOST + "Content-Length: 99999999999\r\n\r\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"close", "Close", "CLOSE", "keep-alive, close", "close, x", "x,\tclose "})
  void connectionCloseEndsTheConnectionAfterTheResponse(String value) {
    assertOnly(200, "GET /clock HTTP/1.1\r\n" + staff() + "Connection: " + value + "\r\n\r\n");
    assertOnly(
        415,
        "POST /api/customers HTTP/1.1\r\n"
            + staff()
            + "Connection: "
            + value
            + "\r\nContent-Length: "
            + SMUGGLED.length()
            + "\r\n\r\n");
  }

  @Test
  void theBodyOfARefusedRequestIsNotReadAsTheNextRequest() {
    var head =
        "POST /api/customers HTTP/1.1\r\n"
            + staff()
            + "Content-Length: "
            + SMUGGLED.length()
            + "\r\n";
    for (var expect : List.of("100-continue", "100-Continue")) {
      try (var connection = RawHttp.connect(service.port())) {
        connection.send(head + "Expect: " + expect + "\r\n\r\n");
        assertEquals(100, connection.answer(true).status());
        connection.send(SMUGGLED);

        assertEquals(415, connection.answer(false).status());
        connection.assertClosed();
      }
    }
    assertRefused(417, head + "Expect: miracles\r\n\r\n");
  }

  @Test
  void validFramingIsAcceptedInEverySpelling() {
    try (var connection = RawHttp.connect(service.port())) {
      var head = "POST /api/customers HTTP/1.1\r\n" + HOST + json();
      connection.send(head + "content-length:2 \r\n\r\n{}");
      assertEquals(422, connection.answer(false).status());
      connection.send(head + "transfer-encoding: Chunked \r\n\r\n01\r\n{\r\n1\r\n}\r\n0\r\n\r\n");
      assertEquals(422, connection.answer(false).status());

      connection.send(
          head
              + "Transfer-Encoding: chunked\r\n\r\n2;a=\"b\"\r\n{}\r\n0;c\r\nX-Trailer: x\r\n\r\n");
      assertEquals(422, connection.answer(false).status());

      connection.send(SMUGGLED + SMUGGLED);
      assertEquals(200, connection.answer(false).status());
      assertEquals(200, connection.answer(false).status());
    }
  }

  private static String json() {
    return "Content-Type: application/json\r\nAuthorization: "
        + StaffTokens.bearer(service.port())
        + "\r\n";
  }

  private static String staff() {
    return HOST + "Authorization: " + StaffTokens.bearer(service.port()) + "\r\n";
  }

  /** Sends the pieces one after the other, and then a request that must not be answered. */
  private static void assertRefused(int status, String... pieces) {
    var refused = assertOnly(status, pieces);
    assertEquals("application/problem+json", refused.header("content-type").orElse(""));
    assertEquals(status, refused.json().get("status").intValue());
  }

  private static RawHttp.Response assertOnly(int status, String... pieces) {
    try (var connection = RawHttp.connect(service.port())) {
      for (var piece : pieces) {
        connection.send(piece);
      }
      connection.send(SMUGGLED);

      var answer = connection.answer(false);
      assertEquals(status, answer.status(), answer::body);
      assertEquals(true, answer.closes());
      connection.assertClosed();
      return answer;
    }
  }
}
