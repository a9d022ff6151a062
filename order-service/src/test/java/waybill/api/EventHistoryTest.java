package waybill.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import waybill.stream.Cursor;

final class EventHistoryTest {
  private static final byte[] BODY = "{\"type\":\"order.confirmed\"}".getBytes(UTF_8);

  @Test
  void anEventHasItsCursorInFrontOfTheBytesOfTheLog() {
    var event = EventHistory.event(new Cursor("k3f9", 'c', 57), BODY);
    var page = EventHistory.page(new Cursor("k3f9", 'c', 60), List.of(event, event));

    assertEquals("{\"cursor\":\"k3f9-c57\",\"type\":\"order.confirmed\"}", event);
    assertEquals(
        "{\"cursor\":\"k3f9-c60\",\"events\":[" + event + "," + event + "]}",
        new String(page, UTF_8));
  }

  @Test
  void anEmptyPageHasACursor() {
    var page = EventHistory.page(new Cursor("k3f9", 'c', 0), List.of());

    assertEquals("{\"cursor\":\"k3f9-c0\",\"events\":[]}", new String(page, UTF_8));
  }
}
