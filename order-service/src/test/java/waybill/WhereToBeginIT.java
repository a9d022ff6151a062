package waybill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A stream resumes exactly after its cursor, or tells the client to load the snapshot again. */
final class WhereToBeginIT {
  private static final String PATH = "/api/customers/ada/events";
  private static final String NOTE = "{\"type\":\"order.note_added\",\"text\":\"hello\"}";

  @TempDir static Path data;

  private static RunningService service;
  private static String order;
  private static String epoch;

  /** The log has five events of one order; each test adds one. */
  @BeforeAll
  static void start() {
    service = RunningService.start(data);
    service.customer("ada");
    order = service.order("ada");
    for (int i = 0; i < 4; i++) {
      service.append(order, NOTE);
    }
    epoch = service.epoch();
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  void withoutACursorTheStreamBeginsNow() {
    var before = head();

    try (var stream = EventStream.open(service.port(), PATH)) {
      assertFalse(stream.next().retry().isEmpty());
      assertEquals("ready", stream.next().event());
      assertEquals(before, stream.lastId());
      service.append(order, NOTE);
      assertEquals(next(before), stream.await("order.note_added").id());
    }
  }

  @Test
  void lastEventIdOverridesTheQuery() {
    try (var stream =
        EventStream.open(
            service.port(), PATH + "?after=" + epoch + "-c1", "Last-Event-ID", epoch + "-c3")) {
      assertEquals(epoch + "-c4", stream.await(EventStream.Event::isChange).id());
    }
  }

  /** A polyfill that cannot set the header repeats the page's own parameter. */
  @Test
  void theLastEventIdOfAPolyfillOverridesTheCursorOfThePage() {
    var query = "?after=" + epoch + "-c1&lastEventId=" + epoch + "-c2";
    try (var stream = EventStream.open(service.port(), PATH + query)) {
      assertEquals(epoch + "-c3", stream.await(EventStream.Event::isChange).id());
    }
    try (var stream =
        EventStream.open(service.port(), PATH + query, "Last-Event-ID", epoch + "-c3")) {
      assertEquals(epoch + "-c4", stream.await(EventStream.Event::isChange).id());
    }
  }

  @Test
  void anEmptyLastEventIdIsIgnored() {
    try (var stream =
        EventStream.open(service.port(), PATH + "?after=" + epoch + "-c3", "Last-Event-ID", "")) {
      assertEquals(epoch + "-c4", stream.await(EventStream.Event::isChange).id());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "garbled",
        "0",
        "-1",
        "EPOCH",
        "EPOCH-",
        "EPOCH-c-1",
        "EPOCH-c1x",
        "EPOCH-c99999999999999999999",
        "EPOCH-c1000000",
        "zzzzzz-c1",
        "EPOCH-1",
        "EPOCH-o1",
        "EPOCH-c1, EPOCH-c2",
        "' or 1=1 --",
        "Grüße",
        "id: EPOCH-c1"
      })
  void aCursorThatCannotBeResumedIsAnsweredByReset(String cursor) {
    var before = head();

    try (var stream =
        EventStream.open(service.port(), PATH, "Last-Event-ID", cursor.replace("EPOCH", epoch))) {
      assertResetThenLive(stream, before);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"garbled", "%0A%0Aevent%3A%20order.cancelled%0A%0A", "%00", "%E4", "a&after=b"})
  void aGarbledQueryIsAnsweredByReset(String cursor) {
    var before = head();

    try (var stream = EventStream.open(service.port(), PATH + "?after=" + cursor)) {
      assertResetThenLive(stream, before);
    }
  }

  private static void assertResetThenLive(EventStream stream, String before) {
    assertEquals("HTTP/1.1 200 OK", stream.statusLine());
    assertFalse(stream.next().retry().isEmpty());
    var cursor = "{\"cursor\":\"" + before + "\"}";
    assertEquals(new EventStream.Event(before, "reset", cursor, ""), stream.next());
    var ready = stream.next();
    assertEquals(new EventStream.Event(before, "ready", cursor, ready.retry()), ready);
    service.append(order, NOTE);
    assertEquals(next(before), stream.next().id());
  }

  @Test
  void anOrdersStreamCountsTheOrdersVersions() {
    var other = service.order("ada");

    try (var stream =
        EventStream.open(
            service.port(), "/api/orders/" + other + "/events", "Last-Event-ID", epoch + "-o0")) {
      service.append(order, NOTE);
      service.append(other, "{\"type\":\"order.confirmed\"}");
      service.append(other, NOTE);

      var changes = stream.changes(3);
      assertEquals(
          List.of("order.placed", "order.confirmed", "order.note_added"),
          changes.stream().map(EventStream.Event::event).toList());
      assertEquals(List.of(1L, 2L, 3L), changes.stream().map(EventStream.Event::number).toList());
    }
  }

  @Test
  void theStaffStreamHasNoIdsAndBeginsWithReset() {
    try (var stream = EventStream.open(service.port(), "/api/events", "Last-Event-ID", "x-c1")) {
      assertFalse(stream.next().retry().isEmpty());
      assertEquals(new EventStream.Event("", "reset", "{}", ""), stream.next());
      service.append(order, NOTE);
      var change = stream.next();

      assertEquals("order.note_added", change.event());
      assertEquals("", change.id());
      assertEquals(order, RunningService.json(change.data()).get("orderId").textValue());
    }
  }

  /** A client that received no change knows its cursor from ready. */
  @Test
  void aClientThatLeavesAfterReadyMissesNothing() {
    String known;
    try (var stream = EventStream.open(service.port(), PATH)) {
      known = stream.await("ready").id();
    }
    service.append(order, NOTE);
    service.append(order, NOTE);

    try (var stream = EventStream.open(service.port(), PATH, "Last-Event-ID", known)) {
      var changes = stream.changes(2);
      assertEquals(next(known), changes.getFirst().id());
      assertEquals(next(next(known)), stream.await("ready").id());
    }
  }

  private static String head() {
    return RunningService.json(service.get("/api/customers/ada/orders")).get("cursor").textValue();
  }

  private static String next(String cursor) {
    var parts = cursor.split("-c", 2);
    return parts[0] + "-c" + (Long.parseLong(parts[1]) + 1);
  }
}
