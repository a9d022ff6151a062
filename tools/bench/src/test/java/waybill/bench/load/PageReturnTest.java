package waybill.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static waybill.bench.load.Frame.END;
import static waybill.bench.load.Frame.change;
import static waybill.bench.load.Frame.ready;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import waybill.bench.load.ScriptedServer.Script;

/** How a stream may end, and how its page comes back. */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class PageReturnTest {
  private static final long LIMIT = TimeUnit.SECONDS.toNanos(10);
  private static final long A_WHILE = TimeUnit.MILLISECONDS.toNanos(20);
  private static final String SOON = "retry: 4\n\n";

  private final Loop loop = new Loop();
  private final Journal journal = new Journal(1);
  private final Pages pages = new Pages(loop, journal);
  private final Tally tally = pages.tally();

  @AfterEach
  void close() {
    pages.close();
    loop.close();
  }

  @Test
  void aStreamThatTheServiceEndsIsFollowedFromWhereItEnded() throws IOException {
    journal.due(0, System.nanoTime());
    journal.due(0, System.nanoTime());
    var ends = stops(SOON + ready("e-5") + change("e-6", 0) + END);

    try (var server = new ScriptedServer(ends, resumes(change("e-7", 1), ready("e-7")))) {
      watch(server, 2);

      assertFalse(server.requests().get(0).contains("Last-Event-ID"));
      assertTrue(server.requests().get(1).contains("\r\nLast-Event-ID: e-6\r\n"));
    }
    assertEquals(1, tally.ends());
    assertEquals(0, tally.lost());
    assertEquals(1, tally.open());
    assertEquals(0, tally.gaps() + tally.duplicates() + tally.resets());
    assertEquals(2, journal.take().delivered());
  }

  @Test
  void aConnectionThatIsClosedWithoutAWordIsLostAndThePageComesBack() throws IOException {
    // the rest of the cut block must not be taken for the beginning of the next stream
    Script vanishes =
        peer -> {
          peer.stream();
          peer.chunk(SOON + ready("e-5"));
          peer.chunk("id: e-6\nevent: order.con");
        };

    try (var server = new ScriptedServer(vanishes, resumes(change("e-6", 0), ready("e-6")))) {
      journal.due(0, System.nanoTime());
      watch(server, 2);

      assertTrue(server.requests().get(1).contains("\r\nLast-Event-ID: e-5\r\n"));
    }
    assertEquals(1, tally.lost());
    assertEquals(0, tally.ends() + tally.gaps() + tally.duplicates() + tally.resets());
    assertEquals(0, journal.strangers());
    assertEquals(1, tally.open());
  }

  @Test
  void aStreamThatIsOverWithoutAnEndIsLostAsWell() throws IOException {
    var stops = stops(SOON + ready("e-5"));

    try (var server = new ScriptedServer(stops, resumes(ready("e-5")))) {
      watch(server, 2);
    }
    assertEquals(1, tally.lost());
    assertEquals(0, tally.ends());
  }

  @Test
  void theEndOfOneStreamIsNoExcuseForTheNext() throws IOException {
    var ends = stops(SOON + ready("e-5") + END);
    var stops = stops(ready("e-5"));

    try (var server = new ScriptedServer(ends, stops, resumes(ready("e-5")))) {
      watch(server, 3);
    }
    assertEquals(1, tally.ends());
    assertEquals(1, tally.lost());
  }

  @Test
  void aReadyThatSkipsWhatWasMissedIsAGap() throws IOException {
    var ends = stops(SOON + ready("e-5") + END);

    try (var server = new ScriptedServer(ends, resumes(ready("e-6")))) {
      watch(server, 2);
    }
    assertEquals(1, tally.gaps());
  }

  @Test
  void aStreamThatIsNoneIsLostEvenBeforeItIsCaughtUp() throws IOException {
    Script rubbish =
        peer -> {
          peer.stream();
          peer.send("rubbish\r\n");
          peer.awaitClose();
        };

    try (var server = new ScriptedServer(rubbish, resumes(ready("e-5")))) {
      watch(server, 1);
    }
    assertEquals(1, tally.lost());
    assertEquals(0, tally.refused());
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

    try (var server = new ScriptedServer(refuses, isRude, resumes(ready("e-5")))) {
      pages.add(server.target(), 0, "ada");
      watch(server, 2);
    }
    assertEquals(2, tally.refused());
    assertEquals(0, tally.lost());
    assertEquals(2, tally.open());
  }

  @Test
  void howLongAPageTakesToBeCaughtUpCountsFromTheConnectionThatLedToIt() throws IOException {
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
          peer.chunk(ready("e-5"));
          peer.awaitClose();
        };

    try (var server = new ScriptedServer(refuses, tells)) {
      pages.add(server.target(), 0, "ada");
      pages.away(0, 0);
      afterAWhile(() -> server.requests().size() == 1, refuse);
      assertTrue(loop.runUntil(() -> tally.refused() == 1, LIMIT));
      long refused = System.nanoTime();
      afterAWhile(() -> server.requests().size() == 2, tell);
      assertTrue(loop.runUntil(() -> tally.open() == 1, LIMIT));

      long since = System.nanoTime() - refused;
      var took = tally.takeCatchingUp();
      assertEquals(1, took.getTotalCount());
      assertTrue(took.getMaxValue() >= A_WHILE && took.getMinValue() <= since, took::toString);
      assertEquals(0, tally.takeCatchingUp().getTotalCount());
    }
  }

  @Test
  void furtherPagesMayBeOpenedAfterSomeHaveComeBack() throws IOException {
    var ends = stops(SOON + ready("e-5") + END);

    try (var server = new ScriptedServer(ends, resumes(ready("e-5")))) {
      watch(server, 2);

      pages.add(server.target(), 0, "ada");
      pages.open(1000);

      assertEquals(2, tally.open());
      assertEquals(3, server.connections());
    }
  }

  @Test
  void aPageThatIsClosedDoesNotComeBack() throws IOException {
    try (var server = new ScriptedServer(resumes(ready("e-5")))) {
      watch(server, 1);

      pages.close();
      loop.run(TimeUnit.MILLISECONDS.toNanos(20));

      assertEquals(0, tally.open());
      assertEquals(1, server.connections());
    }
    assertEquals(0, tally.lost());
  }

  @Test
  void aPageThatIsClosedWhileItWaitsToComeBackStaysAway() throws IOException {
    var ends = stops(SOON + ready("e-5") + END);

    try (var server = new ScriptedServer(ends, resumes(ready("e-5")))) {
      pages.add(server.target(), 0, "ada");
      pages.away(0, 0);
      assertTrue(loop.runUntil(() -> tally.ends() == 1 && tally.open() == 0, LIMIT));

      pages.close();
      loop.run(A_WHILE);

      assertEquals(1, tally.connects());
      assertEquals(0, tally.open());
    }
  }

  private void afterAWhile(BooleanSupplier reached, CountDownLatch gate) {
    assertTrue(loop.runUntil(reached, LIMIT));
    loop.run(A_WHILE);
    gate.countDown();
  }

  /** Opens a page and waits until its stream has been open so many times. */
  private void watch(ScriptedServer server, int times) {
    pages.add(server.target(), 0, "ada");
    pages.open(1000);
    assertTrue(loop.runUntil(() -> tally.opened() == times, LIMIT));
  }

  /** Sends some events, and ends the body as HTTP wants it. */
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
