package waybill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first lesson: a time stamp and a counter each second, to whoever asks. */
final class ClockIT {
  private static final String HANDLER = "ClockRoutes.tick";

  /** Two writes after the reader left, a second apart, and the time to look. */
  private static final Duration SOON = Duration.ofSeconds(10);

  @TempDir Path data;
  private ServiceProcess service;

  @BeforeEach
  void start() {
    service = ServiceProcess.start(data);
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
  void twoReadersHaveACounterEach() {
    try (var first = EventStream.open(service.port(), "/api/clock")) {
      stamp(first);
      stamp(first);
      try (var second = EventStream.open(service.port(), "/api/clock")) {
        assertEquals(1, stamp(second).count());
      }
    }
  }

  @Test
  void itStopsSoonAfterItsReaderHasLeftAndSaysNothingAboutIt() throws IOException {
    var polite = EventStream.open(service.port(), "/api/clock");
    var rude = EventStream.open(service.port(), "/api/clock");
    stamp(polite);
    stamp(rude);
    assertEquals(2, handlers());

    polite.close();
    rude.abort();

    long deadline = System.nanoTime() + SOON.toNanos();
    while (handlers() > 0) {
      assertFalse(System.nanoTime() - deadline > 0, "it still ticks for nobody");
    }
    assertEquals(Banner.plain("127.0.0.1", service.port()), service.output());
  }

  private record Stamp(Instant time, int count) {}

  private static Stamp stamp(EventStream clock) {
    var json = RunningService.json(clock.next().data());
    return new Stamp(Instant.parse(json.get("time").textValue()), json.get("count").intValue());
  }

  private long handlers() throws IOException {
    return service.threads(data).lines().filter(line -> line.contains(HANDLER)).count();
  }
}
