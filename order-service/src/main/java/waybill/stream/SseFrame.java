package waybill.stream;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * The bytes of server-sent events (WHATWG HTML, section 9.2.5). Every frame is a complete block: it
 * ends with a blank line. Text of users is only in the data, and JSON has no raw line break.
 */
final class SseFrame {
  private static final byte[] DATA = "\ndata: ".getBytes(US_ASCII);
  private static final byte[] END_OF_BLOCK = "\n\n".getBytes(US_ASCII);

  static final byte[] PING = control("ping", "{}");

  /** Some changes may be missing, and there is no number to go on from. */
  static final byte[] PLAIN_RESET = control("reset", "{}");

  private SseFrame() {}

  /** How long a browser waits before it reconnects by itself. */
  static byte[] retry(Duration pause) {
    return ("retry: " + pause.toMillis() + "\n\n").getBytes(US_ASCII);
  }

  /** The stream is caught up; its id is where to go on if nothing else follows. */
  static byte[] ready(Cursor head) {
    return at(head, "ready");
  }

  /** The cursor could not be resumed: load the snapshot again. */
  static byte[] reset(Cursor head) {
    return at(head, "reset");
  }

  static byte[] end(EndReason reason) {
    return control("end", "{\"reason\":\"" + reason.wireName() + "\"}");
  }

  static byte[] change(Cursor cursor, String type, byte[] data) {
    return change("id: " + cursor + "\nevent: " + type, data);
  }

  /** For {@link Topic#ALL_CHANGES}, which has no numbers. */
  static byte[] unnumbered(String type, byte[] data) {
    return change("event: " + type, data);
  }

  /** Every event passes here, so the array has its final size: a growing buffer would be copied. */
  private static byte[] change(String head, byte[] data) {
    int size = head.length() + DATA.length + data.length + END_OF_BLOCK.length;
    return ByteBuffer.allocate(size)
        .put(head.getBytes(US_ASCII))
        .put(DATA)
        .put(data)
        .put(END_OF_BLOCK)
        .array();
  }

  private static byte[] at(Cursor head, String event) {
    return ("id: " + head + "\nevent: " + event + "\ndata: {\"cursor\":\"" + head + "\"}\n\n")
        .getBytes(US_ASCII);
  }

  private static byte[] control(String event, String data) {
    return ("event: " + event + "\ndata: " + data + "\n\n").getBytes(US_ASCII);
  }
}
