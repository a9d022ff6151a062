package waybill.stream;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.time.Duration;
import waybill.order.Cursor;
import waybill.order.LoggedEvent;

/**
 * The bytes of server-sent events (WHATWG HTML, section 9.2.5). Every frame is a complete block: it
 * ends in a blank line. Nothing that a user typed gets in unescaped: ids and names are ours, and
 * JSON has no raw line break.
 */
final class Frames {
  private static final byte[] DATA = "\ndata: ".getBytes(US_ASCII);
  private static final byte[] END_OF_BLOCK = "\n\n".getBytes(US_ASCII);

  static final byte[] PING = control("ping", "{}");
  static final byte[] STAFF_RESET = control("reset", "{}");

  private Frames() {}

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

  static byte[] change(Cursor cursor, LoggedEvent event) {
    return change("id: " + cursor + "\nevent: " + event.type().wireName(), event.body());
  }

  /** For the staff stream, which counts nothing. */
  static byte[] uncounted(LoggedEvent event) {
    return change("event: " + event.type().wireName(), event.body());
  }

  /** In one array of its size, for every event passes here: a buffer would be copied once more. */
  private static byte[] change(String head, byte[] body) {
    int size = head.length() + DATA.length + body.length + END_OF_BLOCK.length;
    return ByteBuffer.allocate(size)
        .put(head.getBytes(US_ASCII))
        .put(DATA)
        .put(body)
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
