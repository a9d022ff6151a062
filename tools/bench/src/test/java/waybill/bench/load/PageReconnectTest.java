package waybill.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static waybill.bench.load.StreamBlocks.END;
import static waybill.bench.load.StreamBlocks.change;
import static waybill.bench.load.StreamBlocks.ready;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import waybill.bench.load.ScriptedServer.Script;

/** How a stream may end, and how its page reconnects. */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class PageReconnectTest {
  private static final long LIMIT = TimeUnit.SECONDS.toNanos(10);
  private static final long SHORT_TIME = TimeUnit.MILLISECONDS.toNanos(20);
  private static final String SOON = "retry: 4\n\n";

  private final EventLoop loop = new EventLoop();
  private final ChangeLog changeLog = new ChangeLog(1);
  private final Pages pages = new Pages(loop, changeLog);
  private final StreamStatistics statistics = pages.statistics();

  @AfterEach
  void close() {
    pages.close();
    loop.close();
  }

  @Test
  void afterAnEndEventThePageResumesAtItsCursor() throws IOException {
    changeLog.due(0, System.nanoTime());
    changeLog.due(0, System.nanoTime());
    var ends = stops(SOON + ready("e-c5") + change("e-c6", 0) + END);

    try (var server = new ScriptedServer(ends, resumes(change("e-c7", 1), ready("e-c7")))) {
      watch(server, 2);

      assertFalse(server.requests().get(0).contains("Last-Event-ID"));
      assertTrue(server.requests().get(1).contains("\r\nLast-Event-ID: e-c6\r\n"));
    }
    assertEquals(1, statistics.ends());
    assertEquals(0, statistics.lost());
    assertEquals(1, statistics.open());
    assertEquals(0, statistics.gaps() + statistics.duplicates() + statistics.resets());
    assertEquals(2, changeLog.take().delivered());
  }

  @Test
  void thePageGoesOnWithTheNextNode() throws IOException {
    changeLog.due(0, System.nanoTime());
    var seen = new ArrayList<String>();
    pages.show((page, customer, number, change) ->
        seen.add(page + " " + customer + " " + number + " " + change));
    var ends = stops(SOON + ready("e-c5") + END);

    try (var first = new ScriptedServer(ends);
        var second = new ScriptedServer(resumes(change("e-c6", 0), ready("e-c6")))) {
      pages.add(List.of(first.target(), second.target()), 0, "ada");
      pages.open(1000);
      assertTrue(loop.runUntil(() -> statistics.opened() == 2, LIMIT));

      assertTrue(second.requests().getFirst().contains("\r\nLast-Event-ID: e-c5\r\n"));
    }
    assertEquals(List.of("0 0 6 0"), seen);
  }

  @Test
  void aClosedConnectionIsLostAndThePageReconnects() throws IOException {
    // The incomplete block must not become the beginning of the next stream.
    Script vanishes =
        peer -> {
          peer.stream();
          peer.chunk(SOON + ready("e-c5"));
          peer.chunk("id: e-c6\nevent: order.con");
        };

    try (var server = new ScriptedServer(vanishes, resumes(change("e-c6", 0), ready("e-c6")))) {
      changeLog.due(0, System.nanoTime());
      watch(server, 2);

      assertTrue(server.requests().get(1).contains("\r\nLast-Event-ID: e-c5\r\n"));
    }
    assertEquals(1, statistics.lost());
    assertEquals(
        0, statistics.ends() + statistics.gaps() + statistics.duplicates() + statistics.resets());
    assertEquals(0, changeLog.misdelivered());
    assertEquals(1, statistics.open());
  }

  @Test
  void aCompleteBodyWithoutAnEndEventIsLost() throws IOException {
    var stops = stops(SOON + ready("e-c5"));

    try (var server = new ScriptedServer(stops, resumes(ready("e-c5")))) {
      watch(server, 2);
    }
    assertEquals(1, statistics.lost());
    assertEquals(0, statistics.ends());
  }

  @Test
  void eachStreamNeedsItsOwnEndEvent() throws IOException {
    var ends = stops(SOON + ready("e-c5") + END);
    var stops = stops(ready("e-c5"));

    try (var server = new ScriptedServer(ends, stops, resumes(ready("e-c5")))) {
      watch(server, 3);
    }
    assertEquals(1, statistics.ends());
    assertEquals(1, statistics.lost());
  }

  @Test
  void aReadyThatSkipsMissedEventsIsAGap() throws IOException {
    var ends = stops(SOON + ready("e-c5") + END);

    try (var server = new ScriptedServer(ends, resumes(ready("e-c6")))) {
      watch(server, 2);
    }
    assertEquals(1, statistics.gaps());
  }

  @Test
  void anInvalidBodyIsLostBeforeThePageIsCaughtUp() throws IOException {
    Script rubbish =
        peer -> {
          peer.stream();
          peer.send("rubbish\r\n");
          peer.awaitClose();
        };

    try (var server = new ScriptedServer(rubbish, resumes(ready("e-c5")))) {
      watch(server, 1);
    }
    assertEquals(1, statistics.lost());
    assertEquals(0, statistics.refused());
  }

  @Test
  void aRefusedPageIsCountedAndTriesAgain() throws IOException {
    Script refuses =
        peer -> {
          peer.request();
          peer.answer("503 Service Unavailable");
          peer.awaitClose();
        };
    Script isRude =
        peer -> {
          peer.request();
          peer.send("No\n\r\n");
          peer.awaitClose();
        };

    try (var server = new ScriptedServer(refuses, isRude, resumes(ready("e-c5")))) {
      pages.add(server.target(), 0, "ada");
      watch(server, 2);
    }
    assertEquals(2, statistics.refused());
    assertEquals(0, statistics.lost());
    assertEquals(2, statistics.open());
  }

  @Test
  void theTimeToCaughtUpCountsFromTheLastConnection() throws IOException {
    var refuse = new CountDownLatch(1);
    var tell = new CountDownLatch(1);
    Script refuses =
        peer -> {
          peer.request();
          refuse.await();
          peer.answer("503 Service Unavailable");
        };
    Script tells =
        peer -> {
          peer.stream();
          tell.await();
          peer.chunk(ready("e-c5"));
          peer.awaitClose();
        };

    try (var server = new ScriptedServer(refuses, tells)) {
      pages.add(server.target(), 0, "ada");
      pages.leaveFor(0, 0);
      afterShortTime(() -> server.requests().size() == 1, refuse);
      assertTrue(loop.runUntil(() -> statistics.refused() == 1, LIMIT));
      long refused = System.nanoTime();
      afterShortTime(() -> server.requests().size() == 2, tell);
      assertTrue(loop.runUntil(() -> statistics.open() == 1, LIMIT));

      long since = System.nanoTime() - refused;
      var took = statistics.takeCatchingUp();
      assertEquals(1, took.getTotalCount());
      assertTrue(took.getMaxValue() >= SHORT_TIME && took.getMinValue() <= since, took::toString);
      assertEquals(0, statistics.takeCatchingUp().getTotalCount());
    }
  }

  @Test
  void pagesMayBeAddedAfterReconnections() throws IOException {
    var ends = stops(SOON + ready("e-c5") + END);

    try (var server = new ScriptedServer(ends, resumes(ready("e-c5")))) {
      watch(server, 2);

      pages.add(server.target(), 0, "ada");
      pages.open(1000);

      assertEquals(2, statistics.open());
      assertEquals(3, server.connections());
    }
  }

  @Test
  void aClosedPageDoesNotReconnect() throws IOException {
    try (var server = new ScriptedServer(resumes(ready("e-c5")))) {
      watch(server, 1);

      pages.close();
      loop.run(TimeUnit.MILLISECONDS.toNanos(20));

      assertEquals(0, statistics.open());
      assertEquals(1, server.connections());
    }
    assertEquals(0, statistics.lost());
  }

  @Test
  void aPageThatIsClosedWhileItWaitsDoesNotReconnect() throws IOException {
    var ends = stops(SOON + ready("e-c5") + END);

    try (var server = new ScriptedServer(ends, resumes(ready("e-c5")))) {
      pages.add(server.target(), 0, "ada");
      pages.leaveFor(0, 0);
      assertTrue(loop.runUntil(() -> statistics.ends() == 1 && statistics.open() == 0, LIMIT));

      pages.close();
      loop.run(SHORT_TIME);

      assertEquals(1, statistics.connects());
      assertEquals(0, statistics.open());
    }
  }

  private void afterShortTime(BooleanSupplier reached, CountDownLatch gate) {
    assertTrue(loop.runUntil(reached, LIMIT));
    loop.run(SHORT_TIME);
    gate.countDown();
  }

  /** Opens a page and waits until its stream has been open so many times. */
  private void watch(ScriptedServer server, int times) {
    pages.add(server.target(), 0, "ada");
    pages.open(1000);
    assertTrue(loop.runUntil(() -> statistics.opened() == times, LIMIT));
  }

  /** Sends some events, and ends the body with the empty chunk. */
  private static Script stops(String events) {
    return peer -> {
      peer.stream();
      peer.chunk(events);
      peer.lastChunk();
    };
  }

  private static Script resumes(String... events) {
    return peer -> {
      peer.stream();
      peer.chunk(SOON);
      for (var event : events) {
        peer.chunk(event);
      }
      peer.awaitClose();
    };
  }
}
