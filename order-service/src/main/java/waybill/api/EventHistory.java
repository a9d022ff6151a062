package waybill.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import waybill.stream.Cursor;

/** Events as JSON documents: the bytes of the log, each event with its cursor in front. */
final class EventHistory {
  private EventHistory() {}

  static String event(Cursor cursor, byte[] body) {
    return "{\"cursor\":\"" + cursor + "\"," + new String(body, 1, body.length - 1, UTF_8);
  }

  /** A page of events; the next page begins after the cursor. */
  static byte[] page(Cursor cursor, List<String> events) {
    var json = "{\"cursor\":\"" + cursor + "\",\"events\":[" + String.join(",", events) + "]}";
    return json.getBytes(UTF_8);
  }
}
