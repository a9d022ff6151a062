package waybill.edge;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.helidon.http.RequestException;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

final class BodyFramingTest {
  private static final String CHUNKS = "5\r\nhello\r\n00a\r\n0\r\n\r\n12345\r\n0\r\n\r\n";
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
    new BodyFraming.Chunked(10).add("a\r\n".getBytes(US_ASCII));

    var refusal =
        assertThrows(
            RequestException.class, () -> new BodyFraming.Chunked(10).add("b".getBytes(US_ASCII)));
    assertEquals(413, refusal.status().code());
    assertFalse(refusal.keepAlive());
  }

  private static void assertEndsAtEachSplit(String text, Supplier<BodyFraming> framing) {
    var sent = text + NEXT;
    for (int split = 0; split <= sent.length(); split++) {
      var body = framing.get();
      body.add(sent.substring(0, split).getBytes(US_ASCII));

      assertEquals(split >= text.length(), body.ended(), "after " + split);
      body.add(sent.substring(split).getBytes(US_ASCII));
      assertTrue(body.ended());
    }
  }
}
