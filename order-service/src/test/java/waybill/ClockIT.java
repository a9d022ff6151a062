package waybill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import waybill.stream.StreamSettings;

/** The first lesson: a stream of the time and a counter, one event a second. */
final class ClockIT {
  private static final String HANDLER = "waybill.clock.ClockRoutes";

  @TempDir Path data;
  private RunningService service;

  @BeforeEach
  void start() {
    service = RunningService.start(data);
  }

  @AfterEach
  void stop() {
    service.close();
  }

  @Test
  void itSendsARisingCounterAndTheTimeEverySecond() {
    try (var clock = EventStream.open(service.port(), "/api/clock")) {
      assertEquals("HTTP/1.1 200 OK", clock.statusLine());
      assertTrue(clock.header("content-type").orElse("").startsWith("text/event-stream"));

      var first = stamp(clock);
      var last = first;
      for (int count = 2; count <= 4; count++) {
        last = stamp(clock);
        assertEquals(count, last.count());
      }

      assertEquals(1, first.count());
      var passed = Duration.between(first.time(), last.time());
      assertTrue(passed.toMillis() >= 2950 && passed.toMillis() < 6000, passed::toString);
    }
  }

  @Test
  void eachReaderHasItsOwnCounter() {
    try (var first = EventStream.open(service.port(), "/api/clock")) {
      stamp(first);
      stamp(first);
      try (var second = EventStream.open(service.port(), "/api/clock")) {
        assertEquals(1, stamp(second).count());
      }
    }
  }

  @Test
  void itStopsWithoutALogLineWhenItsReaderLeaves() {
    var polite = EventStream.open(service.port(), "/api/clock");
    var rude = EventStream.open(service.port(), "/api/clock");
    stamp(polite);
    stamp(rude);
    assertEquals(2, Threads.in(HANDLER));

    try (var logged = LogCapture.start()) {
      polite.close();
      rude.abort();
      Await.until("no thread ticks", () -> Threads.in(HANDLER) == 0);

      assertEquals(List.of(), logged.messages());
    }
  }

  @Test
  void readersThatLeaveAtAnyMomentLeaveNoLogLine() {
    try (var logged = LogCapture.start()) {
      for (int i = 0; i < 300; i++) {
        var reader = RawConnection.to(service.port()).request("GET", "/api/clock");
        if (i % 3 == 0) {
          reader.head();
        }
        if (i % 2 == 0) {
          reader.abort();
        } else {
          reader.close();
        }
      }
      Await.until("no thread ticks", () -> Threads.in(HANDLER) == 0);

      assertEquals(List.of(), logged.messages());
    }
  }

  @Test
  void oneAddressCannotTakeAllClocks() {
    var readers = new ArrayList<EventStream>();
    for (int i = 0; i < 20; i++) {
      readers.add(EventStream.open(service.port(), "/api/clock"));
      stamp(readers.getLast());
    }

    assertEquals(429, service.get("/api/clock").statusCode());
    readers.forEach(EventStream::close);
  }

  /** A browser opens it again; a client that does not read cannot hold its place for ever. */
  @Test
  void itEndsProperlyAtTheAgeOfAStream() {
    service.close();
    var minute = Duration.ofMinutes(1);
    var settings = new StreamSettings(minute, Duration.ofSeconds(2), Duration.ZERO);
    service = RunningService.start(data, settings);

    try (var clock = EventStream.open(service.port(), "/api/clock")) {
      assertEquals(1, stamp(clock).count());
      assertEquals(2, stamp(clock).count());
      clock.awaitEnd();
      assertTrue(clock.isComplete());
    }
  }

  private record Stamp(Instant time, int count) {}

  private static Stamp stamp(EventStream clock) {
    var json = RunningService.json(clock.next().data());
    return new Stamp(Instant.parse(json.get("time").textValue()), json.get("count").intValue());
  }
}
