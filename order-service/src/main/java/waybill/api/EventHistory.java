package waybill.api;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.util.List;
import waybill.stream.Cursor;

/** Events in JSON answers: the log's own bytes, each with its cursor in front. */
final class EventHistory {
  private EventHistory() {}

  /** An event's bytes and its place in the sequence that it is read from. */
  @SuppressWarnings("ArrayRecordComponent") // the log's own bytes, passed through
  record Entry(Cursor cursor, byte[] body) {}

  /** One event with its cursor. */
  static byte[] json(Entry event) {
    var out = new ByteArrayOutputStream(event.body().length + 40);
    append(out, event);
    return out.toByteArray();
  }

  /** A part of the history, ascending, and the cursor to go on from. */
  static byte[] json(Cursor cursor, List<Entry> events) {
    var out = new ByteArrayOutputStream(1024);
    out.writeBytes(("{\"cursor\":\"" + cursor + "\",\"events\":[").getBytes(US_ASCII));
    for (int i = 0; i < events.size(); i++) {
      if (i > 0) {
        out.write(',');
      }
      append(out, events.get(i));
    }
    out.writeBytes("]}".getBytes(US_ASCII));
    return out.toByteArray();
  }

  private static void append(ByteArrayOutputStream out, Entry event) {
    out.writeBytes(("{\"cursor\":\"" + event.cursor() + "\",").getBytes(US_ASCII));
    out.write(event.body(), 1, event.body().length - 1);
  }
}
