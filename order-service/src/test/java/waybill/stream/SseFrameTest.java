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
  private static final Cursor CURSOR = new Cursor("k3f9", 'c', 57);
  private static final byte[] EMPTY = {'{', '}'};

  @Test
  void aChangeHasItsCursorItsTypeAndTheBytesOfTheLog() {
    var frame =
        SseFrame.change(CURSOR, "order.note_added", "{\"text\":\"Grüße 📦\"}".getBytes(UTF_8));

    assertEquals(
        "event: order.note_added\ndata: {\"text\":\"Grüße 📦\"}\nid: k3f9-c57\n\n", text(frame));
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

    assertEquals("event: " + type.wireName() + "\ndata: {}\nid: k3f9-c57\n\n", frame);
    assertEquals(type.wireName(), type.wireName().replaceAll("[^a-z_.]", "?"));
  }

  @Test
  void readyAndResetSayWhereToGoOn() {
    assertEquals(
        "event: ready\ndata: {\"cursor\":\"k3f9-c57\"}\nretry: 2500\nid: k3f9-c57\n\n",
        text(SseFrame.ready(CURSOR, Duration.ofMillis(2500))));
    assertEquals(
        "event: reset\ndata: {\"cursor\":\"k3f9-c57\"}\nid: k3f9-c57\n\n",
        text(SseFrame.reset(CURSOR)));
  }

  /** An event with empty data is never dispatched by a browser, and an empty id clears its own. */
  @Test
  void whatIsNoChangeLeavesTheClientsCursorAlone() {
    assertEquals("event: ping\ndata: {}\n\n", text(SseFrame.PING));
    assertEquals("event: stale\ndata: {}\n\n", text(SseFrame.STALE));
    assertEquals("event: fresh\ndata: {}\n\n", text(SseFrame.FRESH));
    assertEquals("event: reset\ndata: {}\n\n", text(SseFrame.PLAIN_RESET));
  }

  @ParameterizedTest
  @CsvSource({
    "LOGOUT, logout",
    "REVOKED, revoked",
    "EXPIRED, expired",
    "REPLACED, replaced",
    "MAX_AGE, max-age"
  })
  void theEndNamesItsReason(EndReason reason, String word) {
    assertEquals(
        "event: end\ndata: {\"reason\":\"" + word + "\"}\n\n",
        text(SseFrame.end(reason, Duration.ofSeconds(9))));
  }

  @Test
  void theEndOfTheServiceSaysWhenToComeBack() {
    assertEquals(
        "event: end\ndata: {\"reason\":\"shutdown\"}\nretry: 9000\n\n",
        text(SseFrame.end(EndReason.SHUTDOWN, Duration.ofSeconds(9))));
  }

  @Test
  void theRetryTimeIsGivenInMilliseconds() {
    assertEquals("retry: 2500\n\n", text(SseFrame.retry(Duration.ofMillis(2500))));
  }

  private static String text(byte[] frame) {
    return new String(frame, UTF_8);
  }
}
