package waybill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import waybill.stream.StreamSettings;

/** A client that disconnects is noticed, and all of its resources are released. */
final class VanishedClientIT {
  private static final Duration PING = Duration.ofSeconds(1);
  private static final StreamSettings SETTINGS =
      new StreamSettings(PING, Duration.ofMinutes(5), Duration.ofMillis(10));
  private static final String PATH = "/api/customers/ada/events";

  @TempDir static Path data;

  private static RunningService service;
  private static String order;
  private static String firstCursor;

  @BeforeAll
  static void start() {
    service = RunningService.start(data, SETTINGS);
    service.customer("ada");
    firstCursor = service.epoch() + "-c0";
    order = service.order("ada");
    for (int i = 0; i < 150; i++) {
      note();
    }
  }

  private static void note() {
    service.append(order, "{\"type\":\"order.note_added\",\"text\":\"hello\"}");
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  /** After a FIN the first write succeeds and the second one fails. */
  @Test
  void aClosedConnectionIsNoticedWithinTwoPings() {
    long took = timeUntilNoticed(EventStream::close);

    assertTrue(took < PING.toNanos() * 5 / 2, () -> "took " + Duration.ofNanos(took));
  }

  @Test
  void aResetConnectionIsNoticedWithTheNextPing() {
    long took = timeUntilNoticed(EventStream::abort);

    assertTrue(took < PING.toNanos() * 3 / 2, () -> "took " + Duration.ofNanos(took));
  }

  private static long timeUntilNoticed(Consumer<EventStream> leave) {
    awaitNoStreams();
    var streams = new ArrayList<EventStream>();
    for (int i = 0; i < 20; i++) {
      streams.add(EventStream.open(service.port(), PATH));
      streams.getLast().await("ready");
    }
    assertEquals(20, service.waybill().hub().size());

    long start = System.nanoTime();
    streams.forEach(leave);
    awaitNoStreams();
    return System.nanoTime() - start;
  }

  private static void awaitNoStreams() {
    Await.until("all streams are gone", () -> service.waybill().hub().size() == 0);
  }

  @Test
  void twoThousandAbortedClientsLeaveNoResourcesAndNoLogMessages() {
    Seeds.each(
        1,
        random -> {
          abortClients(100, random.nextLong());
          awaitNoStreams();
          var before = ResourceUsage.of(service);
          assertEquals(0, before.topics());

          try (var logged = LogCapture.start()) {
            abortClients(2000, random.nextLong());
            before.awaitBackTo(service, 5);

            assertEquals(List.of(), logged.messages());
          }
        });
  }

  /** Eight clients at a time abort while the order changes. */
  private static void abortClients(int count, long seed) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var clients = new ArrayList<Future<?>>();
      for (int i = 0; i < 8; i++) {
        var random = new SplittableRandom(seed + i);
        clients.add(
            threads.submit(() -> {
              for (int n = 0; n < count / 8; n++) {
                abortOne(random);
              }
            }));
      }
      note();
      for (var client : clients) {
        client.get();
      }
    }
  }

  /** Disconnects during the request, the response head, the replay or the live stream. */
  private static void abortOne(SplittableRandom random) {
    var connection = RawConnection.to(service.port());
    switch (random.nextInt(6)) {
      case 0 -> {}
      case 1 -> connection.send("GET " + PATH + " HTTP/1.1\r\nHost: way");
      case 2 -> connection.follow(PATH);
      case 3 -> connection.follow(PATH).head();
      case 4 -> {
        connection.follow(PATH, "Last-Event-ID: " + firstCursor).head();
        connection.chunk();
        connection.chunk();
      }
      default -> {
        connection.follow("/api/events").head();
        connection.chunk();
      }
    }
    if (random.nextBoolean()) {
      connection.abort();
    } else {
      connection.close();
    }
  }
}
