package waybill.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataWriter;
import java.io.OutputStream;

/** A body of unknown length (RFC 9112, section 7.1): each write is a chunk, and leaves at once. */
final class Chunks extends OutputStream {
  private static final byte[] END_OF_LINE = {'\r', '\n'};
  private static final byte[] LAST = "0\r\n\r\n".getBytes(US_ASCII);

  private final DataWriter connection;

  Chunks(DataWriter connection) {
    this.connection = connection;
  }

  @Override
  public void write(int octet) {
    write(new byte[] {(byte) octet}, 0, 1);
  }

  /** Nothing to write is no chunk: an empty one would end the body. */
  @Override
  public void write(byte[] bytes, int from, int length) {
    if (length == 0) {
      return;
    }
    var size = Integer.toHexString(length).getBytes(US_ASCII);
    var chunk = BufferData.create(size.length + length + 2 * END_OF_LINE.length);
    chunk.write(size);
    chunk.write(END_OF_LINE);
    chunk.write(bytes, from, length);
    chunk.write(END_OF_LINE);
    connection.writeNow(chunk);
  }

  /** Ends the body; the connection stays. */
  @Override
  public void close() {
    connection.writeNow(BufferData.create(LAST));
  }
}
