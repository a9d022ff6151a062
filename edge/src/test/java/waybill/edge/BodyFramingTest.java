package waybill.edge;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.helidon.http.RequestException;
import java.nio.ByteBuffer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BodyFramingTest {
  private static final String CHUNKS = "5;x\r\nhello\r\n00a\r\n0\r\n\r\n12345\r\n0\r\nA: b\r\n\r\n";
  private static final String NEXT = "GET / HTTP/1.1\r\n\r\n";

  @Test
  void theEndOfChunksIsFoundAtEverySplit() {
    assertEndsAtEachSplit(CHUNKS, () -> new BodyFraming.Chunked(10));
  }

  @Test
  void theEndOfALengthIsFoundAtEverySplit() {
    assertEndsAtEachSplit("0123456789", () -> new BodyFraming.OfLength(10));
  }

  @Test
  void anAbsentBodyHasEndedAndChunksHaveNot() {
    assertTrue(BodyFraming.none().ended());
    assertFalse(new BodyFraming.Chunked(10).ended());
  }

  @Test
  void aTooLargeChunkIsRefusedBeforeItsDataArrives() {
    new BodyFraming.Chunked(10).take(bytes("a\r\n"));

    var refusal =
        assertThrows(RequestException.class, () -> new BodyFraming.Chunked(10).take(bytes("b")));
    assertEquals(413, refusal.status().code());
    assertFalse(refusal.keepAlive());
  }

  @Test
  void extensionsAndTrailersAreDropped() {
    var body = new BodyFraming.Chunked(10);

    var given =
        body.take(
            bytes("5;a=b;c=\"d\"\r\nhello\r\n1 ;x\r\n!\r\n0;last\r\nX-Sum: 1\r\nY: 2\r\n\r\n"));

    assertEquals("6\r\nhello!\r\n0\r\n\r\n", new String(given, US_ASCII));
    assertTrue(body.ended());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "5;a\nb\r\n",
        "5;a\r\r\n",
        "5;a\u0000\r\n",
        ";a\r\n",
        "0\r\nX: a\nb",
        "0\r\nX: a\rb",
        "0\r\n\n"
      })
  void aLineThatTwoReadersCouldEndInDifferentPlacesIsRefused(String chunks) {
    var body = new BodyFraming.Chunked(10);

    assertEquals(
        400, assertThrows(RequestException.class, () -> body.take(bytes(chunks))).status().code());
  }

  @ParameterizedTest
  @ValueSource(strings = {"1;", "0\r\nX: "})
  void extensionsAndTrailersAreBounded(String start) {
    var body = new BodyFraming.Chunked(10);
    body.take(bytes(start));

    assertThrows(RequestException.class, () -> body.take(bytes("a".repeat(10_000))));
  }

  @Test
  void helidonNeverGetsAChunkLargerThanWhatArrivedAtOnce() {
    var body = new BodyFraming.Chunked(1 << 24);
    body.take(bytes("1000000\r\n"));

    assertEquals("3\r\nabc\r\n", new String(body.take(bytes("abc")), US_ASCII));
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(US_ASCII));
  }

  private static void assertEndsAtEachSplit(String text, Supplier<BodyFraming> framing) {
    var sent = text + NEXT;
    for (int split = 0; split <= sent.length(); split++) {
      var body = framing.get();
      var first = bytes(sent.substring(0, split));
      body.take(first);

      assertEquals(split >= text.length(), body.ended(), "after " + split);
      var second = bytes(sent.substring(split));
      body.take(second);
      assertTrue(body.ended());
      assertEquals(NEXT.length(), first.remaining() + second.remaining());
    }
  }
}
