package waybill.stream;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * The bytes of server-sent events (WHATWG HTML, section 9.2.5). Every frame is a complete block: it
 * ends with a blank line. Text of users is only in the data, and JSON has no raw line break. An id
 * is the last line: a client that keeps it line by line must not move on when a block is cut.
 */
final class SseFrame {
  static final byte[] PING = block("ping", "{}", "");
  static final byte[] STALE = block("stale", "{}", "");
  static final byte[] FRESH = block("fresh", "{}", "");

  /** Some changes may be missing, and there is no number to go on from. */
  static final byte[] PLAIN_RESET = block("reset", "{}", "");

  private SseFrame() {}

  /** How long a browser waits before it reconnects by itself. */
  static byte[] retry(Duration pause) {
    return (retryLine(pause) + "\n").getBytes(US_ASCII);
  }

  /**
   * The stream is caught up; its id is where to go on if nothing else follows. Some clients take
   * the pause only with an event.
   */
  static byte[] ready(Cursor head, Duration pause) {
    return at(head, "ready", retryLine(pause));
  }

  /** The cursor could not be resumed: load the snapshot again. */
  static byte[] reset(Cursor head) {
    return at(head, "reset", "");
  }

  /** A client that comes back to a service that is away finds none before the pause is over. */
  static byte[] end(EndReason reason, Duration pauseIfAway) {
    var retry = reason.serviceIsAway() ? retryLine(pauseIfAway) : "";
    return block("end", "{\"reason\":\"" + reason.wireName() + "\"}", retry);
  }

  static byte[] change(Cursor cursor, String type, byte[] data) {
    return block(type, data, "id: " + cursor + "\n");
  }

  /** For {@link Topic#ALL_CHANGES}, which has no numbers. */
  static byte[] unnumbered(String type, byte[] data) {
    return block(type, data, "");
  }

  private static String retryLine(Duration pause) {
    return "retry: " + pause.toMillis() + "\n";
  }

  private static byte[] at(Cursor head, String event, String moreLines) {
    return block(event, "{\"cursor\":\"" + head + "\"}", moreLines + "id: " + head + "\n");
  }

  private static byte[] block(String event, String data, String moreLines) {
    return block(event, data.getBytes(US_ASCII), moreLines);
  }

  /** Every event passes here, so the array has its final size: a growing buffer would be copied. */
  private static byte[] block(String event, byte[] data, String moreLines) {
    var head = ("event: " + event + "\ndata: ").getBytes(US_ASCII);
    var tail = ("\n" + moreLines + "\n").getBytes(US_ASCII);
    return ByteBuffer.allocate(head.length + data.length + tail.length)
        .put(head)
        .put(data)
        .put(tail)
        .array();
  }
}
