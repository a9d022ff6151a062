package waybill.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ChunkedDecoderTest {
  private static final String BODY =
      "retry: 10\n\n"
          + StreamBlocks.ready("e-c5")
          + "id: e-c6\nevent: order.note_added\ndata: \"東京 🚚 #41\"\n\n"
          + StreamBlocks.change("e-c7", 42)
          + StreamBlocks.PING;
  private static final List<String> EVENTS =
      List.of("retry 10", "ready e-c5", "change e-c6 #41", "change e-c7 #42", "ping");

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 16, 100, 10_000})
  void eventsDoNotDependOnTheBoundariesOfChunksAndPieces(int chunk) throws IOException {
    var wire = chunked(BODY.getBytes(UTF_8), chunk);
    for (int cut = 0; cut <= wire.length; cut++) {
      var chunks = new ChunkedDecoder();
      var blocks = new EventStreamParser();
      var heard = new RecordedEvents();

      for (var piece : List.of(piece(wire, 0, cut), piece(wire, cut, wire.length))) {
        chunks.read(piece, (data, length) -> blocks.read(data, length, heard));
      }

      assertEquals(EVENTS, heard.all, "cut at " + cut);
      assertTrue(chunks.isOver());
    }
  }

  @Test
  void anyThreePiecesGiveTheSameData() throws IOException {
    var wire = "5\r\nHello\r\n1\r\n,\r\nD\r\n wide\r\nworld!\r\n0\r\n\r\n";
    for (int first = 0; first <= wire.length(); first++) {
      for (int second = first; second <= wire.length(); second++) {
        var chunks = new ChunkedDecoder();

        var data =
            read(chunks, wire.substring(0, first))
                + read(chunks, wire.substring(first, second))
                + read(chunks, wire.substring(second));

        assertEquals("Hello, wide\r\nworld!", data, "cut at " + first + " and " + second);
      }
    }
  }

  @Test
  void aSizeIsHexadecimalInEitherCase() throws IOException {
    var text = "x".repeat(0x1ab);

    assertEquals(text + text, read(new ChunkedDecoder(), "1ab\r\n" + text + "\r\n01AB\r\n" + text));
  }

  @Test
  void theEmptyChunkEndsTheBody() throws IOException {
    var chunks = new ChunkedDecoder();

    read(chunks, "1\r\nx\r\n0");
    assertFalse(chunks.isOver());

    read(chunks, "\r\n");
    assertTrue(chunks.isOver());
  }

  @Test
  void bytesAfterTheBodyAreIgnored() throws IOException {
    assertEquals("x", read(new ChunkedDecoder(), "1\r\nx\r\n0\r\n\r\n1\r\ny\r\n"));
  }

  @Test
  void anInvalidSizeIsAnError() {
    assertWrong("1\r\nx\r\nHTTP/1.1 200 OK\r\n");
    assertWrong("-1\r\n");
    assertWrong("\r\n");
    assertWrong("fffffffffffffffff\r\n");
  }

  @Test
  void aChunkLongerThanItsSizeIsAnError() {
    assertWrong("1\r\nxy\r\n0\r\n");
  }

  private static void assertWrong(String wire) {
    assertThrows(ProtocolException.class, () -> read(new ChunkedDecoder(), wire));
  }

  private static String read(ChunkedDecoder chunks, String wire) throws IOException {
    var data = new ByteArrayOutputStream();
    chunks.read(
        ByteBuffer.wrap(wire.getBytes(UTF_8)),
        (in, length) -> {
          var bytes = new byte[length];
          in.get(bytes);
          data.writeBytes(bytes);
        });
    return data.toString(UTF_8);
  }

  private static byte[] chunked(byte[] body, int size) {
    var wire = new ByteArrayOutputStream();
    for (int i = 0; i < body.length; i += size) {
      int length = Math.min(size, body.length - i);
      wire.writeBytes((Integer.toHexString(length) + "\r\n").getBytes(UTF_8));
      wire.write(body, i, length);
      wire.writeBytes("\r\n".getBytes(UTF_8));
    }
    wire.writeBytes("0\r\n\r\n".getBytes(UTF_8));
    return wire.toByteArray();
  }

  private static ByteBuffer piece(byte[] wire, int from, int to) {
    return ByteBuffer.wrap(wire, from, to - from);
  }
}
