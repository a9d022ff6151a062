package waybill.edge;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.helidon.http.Status;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/**
 * Finds the end of a request's body (RFC 9112, section 6) in its bytes as they come in. Used by the
 * thread of its connection only.
 */
sealed interface BodyFraming {
  /**
   * Takes what was received, up to the end of the body.
   *
   * @return the same body as Helidon is to read it; perhaps nothing yet
   */
  byte[] take(ByteBuffer received);

  boolean ended();

  static BodyFraming none() {
    return new OfLength(0);
  }

  /** As many bytes as Content-Length says. */
  final class OfLength implements BodyFraming {
    private long remaining;

    OfLength(long length) {
      remaining = length;
    }

    @Override
    public byte[] take(ByteBuffer received) {
      var bytes = new byte[(int) Math.min(remaining, received.remaining())];
      received.get(bytes);
      remaining -= bytes.length;
      return bytes;
    }

    @Override
    public boolean ended() {
      return remaining == 0;
    }
  }

  /**
   * Chunks (RFC 9112, section 7.1), strictly, with CR LF and nothing else at the end of a line.
   * Extensions and trailers are read and dropped. Helidon 4.5.0 refuses both, skips any two bytes
   * after a chunk, accepts a size such as "+5" or one of 16 digits, and holds a whole chunk in
   * memory before a handler sees a byte of it. So it gets chunks of our own: one for each piece
   * that was received.
   */
  final class Chunked implements BodyFraming {
    private static final int MAX_DIGITS = 8;

    /** Bytes of all extensions and trailers of a body. */
    private static final int MAX_IGNORED = 8 * 1024;

    private enum State {
      SIZE,
      EXTENSION_START,
      EXTENSION,
      SIZE_LF,
      DATA,
      DATA_CR,
      DATA_LF,
      TRAILER_START,
      TRAILER,
      TRAILER_LF,
      LAST_LF,
      END
    }

    private final int maxSize;
    private State state = State.SIZE;
    private int digits;
    private long size;
    private int ignored;

    /**
     * @param maxSize bytes in one chunk; 413 above it
     */
    Chunked(int maxSize) {
      this.maxSize = maxSize;
    }

    @Override
    public boolean ended() {
      return state == State.END;
    }

    @Override
    public byte[] take(ByteBuffer received) {
      var data = new ByteArrayOutputStream(received.remaining());
      while (received.hasRemaining() && state != State.END) {
        if (state == State.DATA) {
          var bytes = new byte[(int) Math.min(size, received.remaining())];
          received.get(bytes);
          data.writeBytes(bytes);
          size -= bytes.length;
          state = size == 0 ? State.DATA_CR : State.DATA;
        } else {
          state = after(received.get());
        }
      }
      return chunk(data.toByteArray());
    }

    private byte[] chunk(byte[] data) {
      var chunk = new ByteArrayOutputStream(data.length + 16);
      if (data.length > 0) {
        chunk.writeBytes((Integer.toHexString(data.length) + "\r\n").getBytes(US_ASCII));
        chunk.writeBytes(data);
        chunk.writeBytes("\r\n".getBytes(US_ASCII));
      }
      if (ended()) {
        chunk.writeBytes("0\r\n\r\n".getBytes(US_ASCII));
      }
      return chunk.toByteArray();
    }

    private State after(byte b) {
      return switch (state) {
        case SIZE ->
            switch (b) {
              case '\r' -> afterSize(State.SIZE_LF);
              case ';' -> afterSize(State.EXTENSION);
              case ' ', '\t' -> afterSize(ignore(b, State.EXTENSION_START));
              default -> digit(b);
            };
        case EXTENSION_START ->
            switch (b) {
              case ';' -> State.EXTENSION;
              case ' ', '\t' -> ignore(b, State.EXTENSION_START);
              default -> throw RequestFraming.malformed("a chunk has no size");
            };
        case EXTENSION -> b == '\r' ? State.SIZE_LF : ignore(b, State.EXTENSION);
        case SIZE_LF -> {
          require(b, '\n');
          digits = 0;
          yield size == 0 ? State.TRAILER_START : State.DATA;
        }
        case DATA_CR -> expect(b, '\r', State.DATA_LF);
        case DATA_LF -> expect(b, '\n', State.SIZE);
        case TRAILER_START -> b == '\r' ? State.LAST_LF : ignore(b, State.TRAILER);
        case TRAILER -> b == '\r' ? State.TRAILER_LF : ignore(b, State.TRAILER);
        case TRAILER_LF -> expect(b, '\n', State.TRAILER_START);
        case LAST_LF -> expect(b, '\n', State.END);
        case DATA, END -> throw new IllegalStateException("no framing here: " + state);
      };
    }

    private State afterSize(State next) {
      if (digits == 0) {
        throw RequestFraming.malformed("a chunk has no size");
      }
      return next;
    }

    /** Control characters have no place here; a lone LF could end the line for another reader. */
    private State ignore(byte b, State next) {
      boolean control = b >= 0 && b < ' ' && b != '\t';
      if (control || ++ignored > MAX_IGNORED) {
        throw RequestFraming.malformed("an extension or a trailer is invalid or too long");
      }
      return next;
    }

    private State digit(byte b) {
      int value = Character.digit((char) b, 16);
      if (value < 0 || ++digits > MAX_DIGITS) {
        throw RequestFraming.malformed("a chunk has no size");
      }
      size = size * 16 + value;
      if (size > maxSize) {
        throw RequestFraming.refusal(Status.REQUEST_ENTITY_TOO_LARGE_413, "a chunk is too large");
      }
      return State.SIZE;
    }

    private static State expect(byte b, char expected, State next) {
      require(b, expected);
      return next;
    }

    private static void require(byte b, char expected) {
      if (b != expected) {
        throw RequestFraming.malformed("a chunk does not end where it should");
      }
    }
  }
}
