package waybill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import waybill.stream.StreamSettings;

/** How the service keeps streams alive, and how it ends them. */
final class EndOfStreamIT {
  private static final String PATH = "/api/customers/ada/events";
  private static final Duration LONG = Duration.ofMinutes(5);

  @TempDir Path data;

  @Test
  void aQuietStreamIsPingedUntilItsMaximumAgeAndThenEnds() {
    var settings = new StreamSettings(Duration.ofMillis(200), Duration.ofSeconds(1), Duration.ZERO);
    try (var service = RunningService.start(data, settings);
        var connection = RawConnection.to(service.port())) {
      service.customer("ada");
      connection.follow(PATH).head();

      var chunks = new ArrayList<String>();
      for (var chunk = connection.chunk(); !chunk.isEmpty(); chunk = connection.chunk()) {
        chunks.add(chunk);
      }

      assertTrue(chunks.get(1).contains("event: ready\n"));
      assertEquals("event: end\ndata: {\"reason\":\"max-age\"}\n\n", chunks.getLast());
      var between = chunks.subList(2, chunks.size() - 1);
      assertTrue(between.size() >= 2, chunks::toString);
      assertTrue(between.stream().allMatch("event: ping\ndata: {}\n\n"::equals));
      assertEquals(0, service.waybill().hub().size());
      assertTheConnectionIsStillGood(connection);
    }
  }

  private static void assertTheConnectionIsStillGood(RawConnection connection) {
    connection.request("GET", "/api/customers/ada/orders");
    var head = connection.head();
    assertEquals("HTTP/1.1 200 OK", head.getFirst());
  }

  @Test
  void theConnectionIsClosedAfterTheStreamIfTheClientAskedForIt() {
    var settings = new StreamSettings(LONG, Duration.ofMillis(200), Duration.ZERO);
    try (var service = RunningService.start(data, settings);
        var connection = RawConnection.to(service.port())) {
      service.customer("ada");
      assertTrue(connection.follow(PATH, "Connection: close").head().contains("Connection: close"));

      while (!connection.chunk().isEmpty()) {
        // up to the end of the body
      }

      connection.awaitClosed();
    }
  }

  @Test
  void aBusyStreamIsNotPingedAndEndsAtItsMaximumAge() {
    var settings = new StreamSettings(Duration.ofMillis(300), Duration.ofSeconds(1), Duration.ZERO);
    try (var service = RunningService.start(data, settings);
        var stream = start(service)) {
      var order = service.order("ada");
      long sent = 0;
      while (service.waybill().hub().size() > 0) {
        service.append(order, "{\"type\":\"order.note_added\",\"text\":\"hello\"}");
        sent++;
      }

      assertTrue(sent > 5);
      assertEquals("end", stream.await(event -> !event.isChange()).event());
    }
  }

  private static EventStream start(RunningService service) {
    service.customer("ada");
    var stream = EventStream.open(service.port(), PATH);
    stream.await("ready");
    return stream;
  }

  /** Each client gets an end event, not all at the same moment; a new stream gets it at once. */
  @Test
  void aStoppingServiceEndsItsStreamsSpreadOverTheDrain() throws Exception {
    var settings = new StreamSettings(LONG, LONG, Duration.ofSeconds(2));
    var service = RunningService.start(data, settings);
    service.customer("ada");
    var connections = new ArrayList<RawConnection>();
    for (int i = 0; i < 30; i++) {
      connections.add(RawConnection.to(service.port()).follow(PATH));
      connections.getLast().head();
    }

    try (var readers = Executors.newVirtualThreadPerTaskExecutor()) {
      var ends = new ArrayList<Future<Long>>();
      connections.forEach(each -> ends.add(readers.submit(readToTheEnd(each))));
      var newcomer = RawConnection.to(service.port());
      var stopping = readers.submit(service::close);
      Await.until("it drains", () -> service.waybill().hub().isDraining());
      assertIsToldToComeBack(newcomer);
      stopping.get();

      assertSpread(ends, settings.drain());
    }
  }

  /** Returns when the proper end came. */
  private static Callable<Long> readToTheEnd(RawConnection connection) {
    return () -> {
      var last = "";
      for (var chunk = connection.chunk(); !chunk.isEmpty(); chunk = connection.chunk()) {
        last = chunk;
      }
      assertIsShutdown(last);
      return System.nanoTime();
    };
  }

  /** A browser's EventSource would never come back after any other status. */
  private static void assertIsToldToComeBack(RawConnection newcomer) {
    var head = newcomer.follow(PATH).head();
    assertEquals("HTTP/1.1 200 OK", head.getFirst());
    assertTrue(head.contains("Content-Type: text/event-stream"), head::toString);
    var length =
        head.stream().filter(line -> line.startsWith("Content-Length: ")).findFirst().orElseThrow();
    assertIsShutdown(newcomer.body(Integer.parseInt(length.substring(16))));
  }

  /** The client is to wait until the drain period and a restart are over: two and five seconds. */
  private static void assertIsShutdown(String block) {
    var pattern = "event: end\ndata: \\{\"reason\":\"shutdown\"}\nretry: ([0-9]+)\n\n";
    var matcher = Pattern.compile(pattern).matcher(block);
    assertTrue(matcher.matches(), block);
    assertTrue(Integer.parseInt(matcher.group(1)) >= 7000, block);
  }

  private static void assertSpread(List<Future<Long>> ends, Duration drain)
      throws ExecutionException, InterruptedException {
    var times = new ArrayList<Long>();
    for (var end : ends) {
      times.add(end.get());
    }
    times.sort(null);
    long spread = times.getLast() - times.getFirst();
    assertTrue(spread > drain.toNanos() / 4, () -> "all within " + Duration.ofNanos(spread));
    assertFalse(spread > drain.plusSeconds(1).toNanos(), () -> "took " + Duration.ofNanos(spread));
  }
}
