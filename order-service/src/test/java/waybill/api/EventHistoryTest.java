package waybill.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import waybill.stream.Cursor;

final class EventHistoryTest {
  private static final byte[] BODY = "{\"type\":\"order.confirmed\"}".getBytes(UTF_8);

  @Test
  void theCursorStandsInFrontOfTheSameBytes() {
    var entry = new EventHistory.Entry(new Cursor("k3f9", 57), BODY);

    var one = text(EventHistory.json(entry));
    var history = text(EventHistory.json(new Cursor("k3f9", 60), List.of(entry, entry)));

    assertEquals("{\"cursor\":\"k3f9-57\",\"type\":\"order.confirmed\"}", one);
    assertEquals("{\"cursor\":\"k3f9-60\",\"events\":[" + one + "," + one + "]}", history);
  }

  @Test
  void anEmptyHistoryHasACursorToo() {
    var history = text(EventHistory.json(new Cursor("k3f9", 0), List.of()));

    assertEquals("{\"cursor\":\"k3f9-0\",\"events\":[]}", history);
  }

  private static String text(byte[] json) {
    return new String(json, UTF_8);
  }
}
