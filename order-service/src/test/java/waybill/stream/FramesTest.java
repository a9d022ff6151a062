package waybill.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import waybill.order.Cursor;
import waybill.order.CustomerId;
import waybill.order.EventType;
import waybill.order.LoggedEvent;
import waybill.order.OrderId;

/** Byte by byte, as a browser reads them (WHATWG HTML, section 9.2.6). */
final class FramesTest {
  private static final Cursor CURSOR = new Cursor("k3f9", 57);

  @Test
  void aChangeHasItsCursorItsTypeAndTheBytesOfTheLog() {
    var frame = Frames.change(CURSOR, event(EventType.ORDER_NOTE_ADDED, "{\"text\":\"Grüße 📦\"}"));

    assertEquals(
        "id: k3f9-57\nevent: order.note_added\ndata: {\"text\":\"Grüße 📦\"}\n\n", text(frame));
  }

  @Test
  void theStaffStreamsChangesHaveNoId() {
    var frame = Frames.uncounted(event(EventType.SHIPMENT_DELIVERED, "{}"));

    assertEquals("event: shipment.delivered\ndata: {}\n\n", text(frame));
  }

  @ParameterizedTest
  @EnumSource
  void everyTypeOfEventHasANameThatIsOneWordOnTheWire(EventType type) {
    var frame = text(Frames.change(CURSOR, event(type, "{}")));

    assertEquals("id: k3f9-57\nevent: " + type.wireName() + "\ndata: {}\n\n", frame);
    assertEquals(type.wireName(), type.wireName().replaceAll("[^a-z_.]", "?"));
  }

  @Test
  void readyAndResetSayWhereToGoOn() {
    assertEquals(
        "id: k3f9-57\nevent: ready\ndata: {\"cursor\":\"k3f9-57\"}\n\n",
        text(Frames.ready(CURSOR)));
    assertEquals(
        "id: k3f9-57\nevent: reset\ndata: {\"cursor\":\"k3f9-57\"}\n\n",
        text(Frames.reset(CURSOR)));
  }

  /** An event with empty data is never dispatched by a browser, and an empty id clears its own. */
  @Test
  void whatIsNoChangeLeavesTheClientsCursorAlone() {
    assertEquals("event: ping\ndata: {}\n\n", text(Frames.PING));
    assertEquals("event: reset\ndata: {}\n\n", text(Frames.STAFF_RESET));
  }

  @ParameterizedTest
  @CsvSource({
    "LOGOUT, logout",
    "REVOKED, revoked",
    "EXPIRED, expired",
    "REPLACED, replaced",
    "MAX_AGE, max-age",
    "SHUTDOWN, shutdown"
  })
  void theEndNamesItsReason(EndReason reason, String word) {
    assertEquals("event: end\ndata: {\"reason\":\"" + word + "\"}\n\n", text(Frames.end(reason)));
  }

  @Test
  void theRetryTimeIsGivenInMilliseconds() {
    assertEquals("retry: 2500\n\n", text(Frames.retry(Duration.ofMillis(2500))));
  }

  private static LoggedEvent event(EventType type, String body) {
    return new LoggedEvent(
        new CustomerId("ada"), new OrderId("WB-1"), 57, 3, type, body.getBytes(UTF_8));
  }

  private static String text(byte[] frame) {
    return new String(frame, UTF_8);
  }
}
