package waybill.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import waybill.order.EventType;

/** Byte by byte, as a browser reads them (WHATWG HTML, section 9.2.6). */
final class SseFrameTest {
  private static final Cursor CURSOR = new Cursor("k3f9", 57);
  private static final byte[] EMPTY = {'{', '}'};

  @Test
  void aChangeHasItsCursorItsTypeAndTheBytesOfTheLog() {
    var frame =
        SseFrame.change(CURSOR, "order.note_added", "{\"text\":\"Grüße 📦\"}".getBytes(UTF_8));

    assertEquals(
        "id: k3f9-57\nevent: order.note_added\ndata: {\"text\":\"Grüße 📦\"}\n\n", text(frame));
  }

  @Test
  void theStaffStreamsChangesHaveNoId() {
    var frame = SseFrame.unnumbered("shipment.delivered", EMPTY);

    assertEquals("event: shipment.delivered\ndata: {}\n\n", text(frame));
  }

  @ParameterizedTest
  @EnumSource
  void everyTypeOfEventHasANameThatIsOneWordOnTheWire(EventType type) {
    var frame = text(SseFrame.change(CURSOR, type.wireName(), EMPTY));

    assertEquals("id: k3f9-57\nevent: " + type.wireName() + "\ndata: {}\n\n", frame);
    assertEquals(type.wireName(), type.wireName().replaceAll("[^a-z_.]", "?"));
  }

  @Test
  void readyAndResetSayWhereToGoOn() {
    assertEquals(
        "id: k3f9-57\nevent: ready\ndata: {\"cursor\":\"k3f9-57\"}\n\n",
        text(SseFrame.ready(CURSOR)));
    assertEquals(
        "id: k3f9-57\nevent: reset\ndata: {\"cursor\":\"k3f9-57\"}\n\n",
        text(SseFrame.reset(CURSOR)));
  }

  /** An event with empty data is never dispatched by a browser, and an empty id clears its own. */
  @Test
  void whatIsNoChangeLeavesTheClientsCursorAlone() {
    assertEquals("event: ping\ndata: {}\n\n", text(SseFrame.PING));
    assertEquals("event: reset\ndata: {}\n\n", text(SseFrame.PLAIN_RESET));
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
    assertEquals("event: end\ndata: {\"reason\":\"" + word + "\"}\n\n", text(SseFrame.end(reason)));
  }

  @Test
  void theRetryTimeIsGivenInMilliseconds() {
    assertEquals("retry: 2500\n\n", text(SseFrame.retry(Duration.ofMillis(2500))));
  }

  private static String text(byte[] frame) {
    return new String(frame, UTF_8);
  }
}
