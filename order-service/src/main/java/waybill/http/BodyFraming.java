package waybill.http;

import io.helidon.http.Status;

/**
 * Where a request's body ends (RFC 9112, section 6), told from its bytes as they come in. Used by
 * its connection's thread alone.
 */
sealed interface BodyFraming {
  /** Takes what was read; bytes behind the end belong to the next request and are passed over. */
  void take(byte[] bytes);

  boolean ended();

  static BodyFraming none() {
    return new OfLength(0);
  }

  /** As many bytes as Content-Length says. */
  final class OfLength implements BodyFraming {
    private long missing;

    OfLength(long length) {
      missing = length;
    }

    @Override
    public void take(byte[] bytes) {
      missing = Math.max(0, missing - bytes.length);
    }

    @Override
    public boolean ended() {
      return missing == 0;
    }
  }

  /**
   * Chunks (RFC 9112, section 7.1), strictly: no extensions, no trailers, and after each chunk CR
   * LF. Helidon skips two bytes there whatever they are, reads a size of any length, and holds a
   * chunk in memory as a whole before anybody sees a byte of it: so a large one is refused by its
   * size.
   */
  final class Chunked implements BodyFraming {
    private static final int MAX_DIGITS = 8;

    private enum At {
      SIZE,
      SIZE_LF,
      DATA,
      DATA_CR,
      DATA_LF,
      LAST_CR,
      LAST_LF,
      END
    }

    private final int largest;
    private At at = At.SIZE;
    private int digits;
    private long size;

    /**
     * @param largest bytes in one chunk; 413 above
     */
    Chunked(int largest) {
      this.largest = largest;
    }

    @Override
    public boolean ended() {
      return at == At.END;
    }

    @Override
    public void take(byte[] bytes) {
      int i = 0;
      while (i < bytes.length && at != At.END) {
        if (at == At.DATA) {
          int taken = (int) Math.min(size, bytes.length - i);
          size -= taken;
          i += taken;
          at = size == 0 ? At.DATA_CR : At.DATA;
        } else {
          at = after(bytes[i++]);
        }
      }
    }

    private At after(byte b) {
      return switch (at) {
        case SIZE -> b == '\r' && digits > 0 ? At.SIZE_LF : digit(b);
        case SIZE_LF -> {
          require(b, '\n');
          digits = 0;
          yield size == 0 ? At.LAST_CR : At.DATA;
        }
        case DATA_CR -> required(b, '\r', At.DATA_LF);
        case DATA_LF -> required(b, '\n', At.SIZE);
        case LAST_CR -> required(b, '\r', At.LAST_LF);
        case LAST_LF -> required(b, '\n', At.END);
        case DATA, END -> throw new IllegalStateException("no framing here: " + at);
      };
    }

    private At digit(byte b) {
      int value = Character.digit((char) b, 16);
      if (value < 0 || ++digits > MAX_DIGITS) {
        throw Framing.malformed("a chunk has no size");
      }
      size = size * 16 + value;
      if (size > largest) {
        throw Framing.refusal(Status.REQUEST_ENTITY_TOO_LARGE_413, "a chunk is too large");
      }
      return At.SIZE;
    }

    private static At required(byte b, char wanted, At next) {
      require(b, wanted);
      return next;
    }

    private static void require(byte b, char wanted) {
      if (b != wanted) {
        throw Framing.malformed("a chunk does not end where it should");
      }
    }
  }
}
