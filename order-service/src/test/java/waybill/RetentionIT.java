package waybill;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import waybill.retention.LogRetention;

/** What clients see of a log whose beginning was deleted: 410 or {@code reset}, never a gap. */
final class RetentionIT {
  private static final String PAGE = "/api/customers/ada/events";
  private static final String NOTE = "{\"type\":\"order.note_added\",\"text\":\"a\"}";

  @TempDir Path data;
  private RunningService service;
  private String order;
  private String epoch;

  @BeforeEach
  void start() {
    service = RunningService.start(data);
    service.customer("ada");
    order = service.order("ada");
    epoch = service.epoch();
    for (int i = 0; i < 3; i++) {
      service.append(order, NOTE);
    }
  }

  @AfterEach
  void stop() {
    service.close();
  }

  /** Only the customer's last event stays. */
  private void deleteAllThatIsOld() {
    var nextYear = Instant.now().plus(Duration.ofDays(365));
    new LogRetention(service.waybill().database(), Duration.ofDays(90), () -> nextYear).deleteOld();
  }

  @Test
  void anOpenStreamGoesOnAndAnOlderCursorIsReset() {
    try (var open = EventStream.open(service.port(), PAGE)) {
      open.await("ready");

      deleteAllThatIsOld();
      service.append(order, NOTE);

      assertEquals(5, open.await("order.note_added").number());
      try (var late = EventStream.open(service.port(), PAGE, "Last-Event-ID", epoch + "-c2");
          var fresh = EventStream.open(service.port(), PAGE, "Last-Event-ID", epoch + "-c3")) {
        assertEquals(epoch + "-c5", late.await("reset").id());
        assertEquals(
            List.of(4L, 5L), fresh.changes(2).stream().map(EventStream.Event::number).toList());
      }
    }
  }

  @Test
  void aHistoryThatWouldHaveAGapIsGone() {
    deleteAllThatIsOld();

    for (var number : List.of("c0", "c1", "c2")) {
      ResponseAssertions.problem(
          410, "cursor-gone", service.get(PAGE + "?after=" + epoch + "-" + number));
    }
    assertEquals(1, events(PAGE + "?after=" + epoch + "-c3"));
    assertEquals(0, events(PAGE + "?after=" + epoch + "-c4"));
    assertEquals(1, events(PAGE));
    assertEquals(1, events(PAGE + "?before=latest"));
    assertEquals(1, events("/api/orders/" + order + "/events"));
  }

  private int events(String path) {
    return ResponseAssertions.json(200, service.get(path)).get("events").size();
  }

  /** All events of the first order are older than the customer's last one. */
  @Test
  void anOrderWithoutEventsIsStillThereAndItsHistoryIsGone() {
    service.order("ada");
    deleteAllThatIsOld();
    var events = "/api/orders/" + order + "/events";

    assertEquals(
        4,
        ResponseAssertions.json(200, service.get("/api/orders/" + order))
            .get("version")
            .intValue());
    assertEquals(0, events(events));
    ResponseAssertions.problem(410, "cursor-gone", service.get(events + "?after=" + epoch + "-o3"));
    assertEquals(0, events(events + "?after=" + epoch + "-o4"));
    try (var late = EventStream.open(service.port(), events, "Last-Event-ID", epoch + "-o3")) {
      assertEquals(epoch + "-o4", late.await("reset").id());
      service.append(order, NOTE);
      assertEquals(5, late.await("order.note_added").number());
    }
  }

  @Test
  void aServiceThatStartsAgainDoesNotTakeTheShorterLogForAnOlderOne() {
    deleteAllThatIsOld();
    service.close();

    service = RunningService.start(data);

    assertEquals(epoch, service.epoch());
    try (var open = EventStream.open(service.port(), PAGE, "Last-Event-ID", epoch + "-c3")) {
      assertEquals(4, open.await("order.note_added").number());
    }
  }
}
