package waybill.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Chunks as RFC 9112, section 7.1 has them, each handed over in one piece. */
final class ChunksTest {
  private final List<String> pieces = new ArrayList<>();
  private final Chunks chunks = new Chunks(new Recorder(pieces));

  private record Recorder(List<String> pieces) implements DataWriter {
    @Override
    public void write(BufferData... buffers) {
      writeNow(buffers);
    }

    @Override
    public void write(BufferData buffer) {
      writeNow(buffer);
    }

    @Override
    public void writeNow(BufferData... buffers) {
      writeNow(BufferData.create(buffers));
    }

    @Override
    public void writeNow(BufferData buffer) {
      pieces.add(new String(buffer.readBytes(), US_ASCII));
    }
  }

  @Test
  void aWriteIsAChunkAndLeavesInOnePiece() throws Exception {
    chunks.write("data: {}\n\n".getBytes(US_ASCII));

    assertEquals(List.of("a\r\ndata: {}\n\n\r\n"), pieces);
  }

  @Test
  void onlyThePartThatIsMeantIsWritten() {
    chunks.write("0123456789".getBytes(US_ASCII), 3, 4);

    assertEquals(List.of("4\r\n3456\r\n"), pieces);
  }

  @Test
  void nothingIsNoChunk() {
    chunks.write(new byte[5], 2, 0);

    assertEquals(List.of(), pieces);
  }

  @Test
  void aSizeIsHexadecimal() {
    chunks.write(new byte[0x1f3], 0, 0x1f3);

    assertEquals("1f3\r\n", pieces.getFirst().substring(0, 5));
    assertEquals(5 + 0x1f3 + 2, pieces.getFirst().length());
  }

  @Test
  void theLastChunkEndsTheBody() {
    chunks.write('x');
    chunks.close();

    assertEquals(List.of("1\r\nx\r\n", "0\r\n\r\n"), pieces);
  }
}
