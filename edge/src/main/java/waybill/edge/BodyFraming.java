package waybill.edge;

import io.helidon.http.Status;

/**
 * Finds the end of a request's body (RFC 9112, section 6) in its bytes as they come in. Used by the
 * thread of its connection only.
 */
sealed interface BodyFraming {
  /** Adds what was read; bytes after the end belong to the next request and are ignored. */
  void add(byte[] bytes);

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
    public void add(byte[] bytes) {
      remaining = Math.max(0, remaining - bytes.length);
    }

    @Override
    public boolean ended() {
      return remaining == 0;
    }
  }

  /**
   * Chunks (RFC 9112, section 7.1), strictly: no extensions, no trailers, and CR LF after each
   * chunk. Helidon 4.5.0 skips any two bytes after a chunk, accepts a size such as "+5" or one of
   * 16 digits, and holds a whole chunk in memory before a handler sees a byte of it, so a large one
   * is refused by its size.
   */
  final class Chunked implements BodyFraming {
    private static final int MAX_DIGITS = 8;

    private enum State {
      SIZE,
      SIZE_LF,
      DATA,
      DATA_CR,
      DATA_LF,
      LAST_CR,
      LAST_LF,
      END
    }

    private final int maxSize;
    private State state = State.SIZE;
    private int digits;
    private long size;

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
    public void add(byte[] bytes) {
      int i = 0;
      while (i < bytes.length && state != State.END) {
        if (state == State.DATA) {
          int taken = (int) Math.min(size, bytes.length - i);
          size -= taken;
          i += taken;
          state = size == 0 ? State.DATA_CR : State.DATA;
        } else {
          state = after(bytes[i++]);
        }
      }
    }

    private State after(byte b) {
      return switch (state) {
        case SIZE -> b == '\r' && digits > 0 ? State.SIZE_LF : digit(b);
        case SIZE_LF -> {
          require(b, '\n');
          digits = 0;
          yield size == 0 ? State.LAST_CR : State.DATA;
        }
        case DATA_CR -> expect(b, '\r', State.DATA_LF);
        case DATA_LF -> expect(b, '\n', State.SIZE);
        case LAST_CR -> expect(b, '\r', State.LAST_LF);
        case LAST_LF -> expect(b, '\n', State.END);
        case DATA, END -> throw new IllegalStateException("no framing here: " + state);
      };
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
