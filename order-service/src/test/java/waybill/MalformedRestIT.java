package waybill;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that are malformed, too large or of another type are refused, and the service goes on. */
final class MalformedRestIT {
  private static final String POST = "POST /api/customers";
  private static final String JSON = "Content-Type: application/json";
  private static final String GOOD =
      "{\"id\":\"%s\",\"name\":\"Ada\",\"email\":\"ada@example.org\"}";
  private static final int LIMIT = 64 * 1024;

  private static RunningService service;

  @BeforeAll
  static void start(@TempDir Path data) {
    service = RunningService.start(data);
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "{} {}",
        "{},",
        "{\"name\":\"a\",\"name\":\"b\"}",
        "{'name':'a'}",
        "{\"name\":\"a\tb\"}",
        "{\"name\":NaN}",
        "{\"name\":01}",
        "{name:1}",
        "{\"name\":\"\\x\"}",
        "// no\n{}",
        "\0"
      })
  void aBodyThatIsNotJsonIsMalformedAndTheConnectionStaysOpen(String body) {
    try (var connection = RawHttp.connect(service.port())) {
      ResponseAssertions.problem(
          400, "malformed", connection.tell(POST, body.getBytes(UTF_8), JSON));

      assertEquals(200, connection.ask("GET /api/customers").status());
    }
  }

  @Test
  void nestingAHundredDeepIsMalformed() {
    var deep = "[".repeat(100) + "]".repeat(100);
    ResponseAssertions.problem(400, "malformed", service.post("/api/customers", deep));
    ResponseAssertions.problem(
        400, "malformed", service.post("/api/customers", "[".repeat(60_000)));
  }

  @Test
  void bytesThatAreNotUtf8AreMalformed() {
    try (var connection = RawHttp.connect(service.port())) {
      var latin1 = GOOD.formatted("x").replace("Ada", "Adá").getBytes(ISO_8859_1);
      ResponseAssertions.problem(400, "malformed", connection.tell(POST, latin1, JSON));

      var overlong = GOOD.formatted("x").replace("Ada", "\u00c0\u00af").getBytes(ISO_8859_1);
      ResponseAssertions.problem(400, "malformed", connection.tell(POST, overlong, JSON));

      var utf16 = GOOD.formatted("x").getBytes(UTF_16LE);
      ResponseAssertions.problem(400, "malformed", connection.tell(POST, utf16, JSON));

      var surrogate = GOOD.formatted("x").replace("Ada", "í\u00a0\u0080").getBytes(ISO_8859_1);
      ResponseAssertions.problem(400, "malformed", connection.tell(POST, surrogate, JSON));
    }
  }

  @Test
  void halfASurrogatePairIsMalformed() {
    service.customer("surrogate");
    var order = service.order("surrogate");

    var half =
        service.post(
            "/api/orders/" + order + "/events",
            "{\"type\":\"order.note_added\",\"text\":\"a\\ud83db\"}");
    var whole =
        service.append(order, "{\"type\":\"order.note_added\",\"text\":\"\\ud83d\\ude00\"}");

    ResponseAssertions.problem(400, "malformed", half);
    assertEquals("😀", whole.at("/data/text").asText());
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "1", "\"x\"", "null", "true"})
  void jsonThatIsNoObjectIsInvalid(String body) {
    ResponseAssertions.invalid(service.post("/api/customers", body), "");
  }

  @Test
  void aBodyOfTheLimitIsReadAndOneByteMoreIsTooLarge() {
    var just = GOOD.formatted("just").getBytes(UTF_8);

    try (var connection = RawHttp.connect(service.port())) {
      assertEquals(201, connection.tell(POST, padded(just, LIMIT), JSON).status());
      ResponseAssertions.problem(
          413, "too-large", connection.tell(POST, padded(just, LIMIT + 1), JSON));
    }
  }

  @Test
  void aBodyThatIsTooLargeIsRefusedAndNeverReadAsTheNextRequest() {
    var large = padded(GOOD.formatted("large").getBytes(UTF_8), 1024 * 1024);

    try (var known = RawHttp.connect(service.port())) {
      var refused = known.tell(POST, large, JSON);

      ResponseAssertions.problem(413, "too-large", refused);
      assertUsableUnlessClosed(known, refused);
    }
    try (var unknown = RawHttp.connect(service.port())) {
      unknown.send(RawHttp.head(POST, JSON, "Transfer-Encoding: chunked"));
      for (int i = 0; i < 16; i++) {
        unknown.send("10000\r\n" + " ".repeat(0x10000) + "\r\n");
      }
      unknown.send("0\r\n\r\n");
      var refused = unknown.answer(false);

      ResponseAssertions.problem(413, "too-large", refused);
      assertUsableUnlessClosed(unknown, refused);
    }
    assertEquals(404, service.get("/api/customers/large").statusCode());
  }

  private static void assertUsableUnlessClosed(RawHttp connection, RawHttp.Response last) {
    if (!last.closes()) {
      assertEquals(200, connection.ask("GET /api/customers").status());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Content-Length: 100\r\n\r\n{", "Transfer-Encoding: chunked\r\n\r\n5\r\n{"})
  void aClientThatLeavesInTheMiddleOfItsBodyGetsNoResponse(String partial) {
    try (var connection = RawHttp.connect(service.port())) {
      var head = RawHttp.head(POST, JSON);
      connection.send(head.substring(0, head.length() - 2) + partial);
      connection.leave();

      assertThrows(UncheckedIOException.class, () -> connection.answer(false));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"zz", "-1", "fffffffff", "0x5", ""})
  void aBodyWithoutAKnownEndClosesItsConnection(String size) {
    try (var connection = RawHttp.connect(service.port())) {
      connection.send(RawHttp.head(POST, JSON, "Transfer-Encoding: chunked"));
      connection.send(size + "\r\n{}\r\n0\r\n\r\n" + RawHttp.head("GET /api/customers"));

      assertEquals(size.startsWith("f") ? 413 : 400, connection.answer(false).status());
      connection.assertClosed();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Type: text/plain",
        "Content-Type: application/x-ndjson",
        "Content-Type: application/x-www-form-urlencoded",
        "Content-Type: multipart/form-data; boundary=x",
        "Content-Type: garbage",
        "Content-Type: /",
        "Content-Type: application/json2",
        "Content-Type:",
        "X-None: x"
      })
  void onlyJsonIsAccepted(String type) {
    try (var connection = RawHttp.connect(service.port())) {
      var body = GOOD.formatted("typed").getBytes(UTF_8);
      ResponseAssertions.problem(415, "unsupported-media-type", connection.tell(POST, body, type));
    }
    assertEquals(404, service.get("/api/customers/typed").statusCode());
  }

  @Test
  void aCharsetParameterIsAccepted() {
    try (var connection = RawHttp.connect(service.port())) {
      var body = GOOD.formatted("charset").getBytes(UTF_8);
      var type = "Content-Type: Application/JSON; charset=utf-8";
      assertEquals(201, connection.tell(POST, body, type).status());
    }
  }

  private static byte[] padded(byte[] body, int length) {
    var padded = Arrays.copyOf(body, length);
    Arrays.fill(padded, body.length, length, (byte) ' ');
    return padded;
  }
}
