package waybill.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Parses an event stream as Waybill writes it: a line ends with a line feed, an empty line ends a
 * block. It reads only what the checks need, so that one machine can run the server and ten
 * thousand pages.
 */
final class EventStreamParser {
  private static final byte[] NOTHING = {};
  private static final byte[] EVENT = "event: ".getBytes(US_ASCII);
  private static final byte[] ID = "id: ".getBytes(US_ASCII);
  private static final byte[] DATA = "data: ".getBytes(US_ASCII);
  private static final byte[] RETRY = "retry: ".getBytes(US_ASCII);

  private byte[] rest = NOTHING;

  /** Receives the contents of a stream. */
  interface Reader {
    /**
     * A change of an order.
     *
     * @param id the cursor, or empty where the stream has none
     * @param change the number after {@code #} in the data, or -1
     */
    void change(String id, long change);

    /** Any other event, such as {@code ready}. */
    void control(String event, String id);

    /** How many milliseconds to wait before reconnecting. */
    void retry(long millis);
  }

  /** Reads {@code length} bytes; an incomplete block is kept until the rest arrives. */
  void read(ByteBuffer in, int length, Reader reader) {
    var bytes = in.array();
    int from = in.arrayOffset() + in.position();
    in.position(in.position() + length);
    int to = from + length;
    if (rest.length > 0) {
      var joined = Arrays.copyOf(rest, rest.length + length);
      System.arraycopy(bytes, from, joined, rest.length, length);
      bytes = joined;
      from = 0;
      to = joined.length;
    }
    int read = blocks(bytes, from, to, reader);
    rest = read == to ? NOTHING : Arrays.copyOfRange(bytes, read, to);
  }

  /** Returns the end of the last complete block. */
  private static int blocks(byte[] bytes, int from, int to, Reader reader) {
    int start = from;
    for (int i = from; i + 1 < to; i++) {
      if (bytes[i] == '\n' && bytes[i + 1] == '\n') {
        block(bytes, start, i + 1, reader);
        start = i + 2;
        i++;
      }
    }
    return start;
  }

  private static void block(byte[] bytes, int from, int to, Reader reader) {
    var id = "";
    var event = "";
    long mark = -1;
    for (int i = from; i < to; ) {
      int end = i;
      while (bytes[end] != '\n') {
        end++;
      }
      if (starts(bytes, i, ID)) {
        id = text(bytes, i + ID.length, end);
      } else if (starts(bytes, i, EVENT)) {
        event = text(bytes, i + EVENT.length, end);
      } else if (starts(bytes, i, DATA)) {
        mark = mark(bytes, i, end);
      } else if (starts(bytes, i, RETRY)) {
        reader.retry(Long.parseLong(text(bytes, i + RETRY.length, end)));
      }
      i = end + 1;
    }
    if (event.indexOf('.') > 0) {
      reader.change(id, mark);
    } else if (!event.isEmpty()) {
      reader.control(event, id);
    }
  }

  private static boolean starts(byte[] bytes, int at, byte[] prefix) {
    return Arrays.equals(
        bytes, at, Math.min(at + prefix.length, bytes.length), prefix, 0, prefix.length);
  }

  private static String text(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, US_ASCII);
  }

  private static long mark(byte[] bytes, int from, int to) {
    int i = from;
    while (i < to && bytes[i] != '#') {
      i++;
    }
    int first = i + 1;
    long number = 0;
    for (i = first; i < to && bytes[i] >= '0' && bytes[i] <= '9'; i++) {
      number = number * 10 + bytes[i] - '0';
    }
    return i == first ? -1 : number;
  }

  /** Whether no incomplete block is left. */
  boolean isWhole() {
    return rest.length == 0;
  }

  /** Drops an incomplete block. */
  void clear() {
    rest = NOTHING;
  }
}
