package waybill.bench.load;

import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;

/** Decodes the chunks of an HTTP body (RFC 9112, section 7.1), in pieces of any size. */
final class ChunkedDecoder {
  /** Larger than any chunk of the service, and too small for an overflow. */
  private static final long MAX_CHUNK_SIZE = 1 << 30;

  private enum At {
    SIZE,
    DATA,
    END_OF_DATA,
    OVER
  }

  private At at = At.SIZE;
  private long left;
  private boolean sized;

  /** Receives the data of the chunks, piece by piece. */
  interface Sink {
    void accept(ByteBuffer data, int length) throws IOException;
  }

  /** Empties the buffer. */
  void read(ByteBuffer in, Sink sink) throws IOException {
    while (in.hasRemaining()) {
      switch (at) {
        case SIZE -> size(in.get());
        case DATA -> {
          int length = (int) Math.min(left, in.remaining());
          sink.accept(in, length);
          left -= length;
          if (left == 0) {
            at = At.END_OF_DATA;
          }
        }
        case END_OF_DATA -> endOfData(in.get());
        case OVER -> in.position(in.limit());
      }
    }
  }

  private void size(byte next) throws ProtocolException {
    if (next == '\n' && sized) {
      at = left == 0 ? At.OVER : At.DATA;
      sized = false;
    } else if (next != '\r') {
      int digit = Character.digit(next, 16);
      if (digit < 0 || left > MAX_CHUNK_SIZE) {
        throw new ProtocolException("no size of a chunk: byte " + next);
      }
      left = left * 16 + digit;
      sized = true;
    }
  }

  private void endOfData(byte next) throws ProtocolException {
    if (next == '\n') {
      at = At.SIZE;
    } else if (next != '\r') {
      throw new ProtocolException("a chunk is longer than it says: byte " + next);
    }
  }

  /** Whether the empty chunk came, which ends the body. */
  boolean isOver() {
    return at == At.OVER;
  }
}
