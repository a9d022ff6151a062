package waybill.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Reads the blocks of an event stream as Waybill writes them: lines end in a line feed, an empty
 * line ends a block. It looks only at what the checks need, so that ten thousand pages can be read
 * beside the server on one machine.
 */
final class Blocks {
  private static final byte[] NOTHING = {};
  private static final byte[] EVENT = "event: ".getBytes(US_ASCII);
  private static final byte[] ID = "id: ".getBytes(US_ASCII);
  private static final byte[] DATA = "data: ".getBytes(US_ASCII);
  private static final byte[] RETRY = "retry: ".getBytes(US_ASCII);

  private byte[] rest = NOTHING;

  /** What stands in a stream. */
  interface Reader {
    /**
     * A change of an order.
     *
     * @param id the cursor, or empty where the stream has none
     * @param mark the number after {@code #} in the data, or -1
     */
    void change(String id, long mark);

    /** Any other event, such as {@code ready}. */
    void control(String event, String id);

    /** How many milliseconds to wait before coming back. */
    void retry(long millis);
  }

  /** Reads {@code length} bytes; what is left of a block is kept until the rest arrives. */
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

  /** Returns where the last complete block ends. */
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

  /** Whether nothing of an unfinished block is left. */
  boolean isWhole() {
    return rest.length == 0;
  }

  /** Forgets a block that was cut off. */
  void clear() {
    rest = NOTHING;
  }
}
