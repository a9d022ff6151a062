package waybill.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static waybill.bench.load.Frame.change;
import static waybill.bench.load.Frame.ready;
import static waybill.bench.load.Frame.reset;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a page makes of one connection's events. */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class PageTest {
  private static final long LIMIT = TimeUnit.SECONDS.toNanos(10);
  private static final int ADA = 0;
  private static final int GRACE = 1;

  private final Loop loop = new Loop();
  private final Journal journal = new Journal(2);
  private final Pages pages = new Pages(loop, journal);
  private final Tally tally = pages.tally();

  /** Changes 0 to 2 are Ada's, and acknowledged; her page must see them. Change 3 is Grace's. */
  @BeforeEach
  void changes() {
    journal.watches(ADA, 1);
    for (int i = 0; i < 3; i++) {
      int change = journal.due(ADA, System.nanoTime());
      journal.acknowledged(change, System.nanoTime());
    }
    journal.due(GRACE, System.nanoTime());
  }

  @AfterEach
  void close() {
    pages.close();
    loop.close();
  }

  @Test
  void aPageThatIsToldEverythingOnceComplainsOfNothing() throws IOException {
    watch(change("e-6", 0), change("e-7", 1), change("e-8", 2));

    assertEquals(0, journal.missing());
    assertEquals(3, journal.take().delivered());
    assertFaults(0, 0, 0, 0);
    assertEquals(1, tally.open());
  }

  @Test
  void anEventThatIsLeftOutIsAGapAndAChangeThatIsMissing() throws IOException {
    watch(change("e-6", 0), change("e-8", 2));

    assertFaults(1, 0, 0, 0);
    assertEquals(1, journal.missing());
  }

  @Test
  void anEventThatComesAgainIsADuplicateAndDoesNotMakeUpForAnother() throws IOException {
    watch(change("e-6", 0), change("e-6", 0), change("e-7", 1));

    assertFaults(0, 1, 0, 0);
    assertEquals(1, journal.missing());
    assertEquals(2, journal.take().delivered());
  }

  @Test
  void aChangeThatIsRecordedTwiceHasArrivedTwice() throws IOException {
    watch(change("e-6", 0), change("e-7", 0));

    assertFaults(0, 0, 0, 0);
    assertEquals(1, journal.arrivedTwice());
  }

  @Test
  void anotherCustomersEventIsAStranger() throws IOException {
    watch(change("e-6", 0), change("e-7", 3));

    assertFaults(0, 0, 1, 0);
    assertEquals(1, journal.take().delivered());
  }

  @Test
  void anEventThatNobodyCausedIsAStranger() throws IOException {
    watch(change("e-6", 4), "id: e-7\nevent: order.confirmed\ndata: {}\n\n");

    assertFaults(0, 0, 2, 0);
  }

  @Test
  void anEventOfAnotherEpochIsAStreamThatWasNotResumed() throws IOException {
    watch(change("other-6", 0), change("other-7", 1));

    assertFaults(0, 0, 0, 1);
  }

  @Test
  void aResetIsCountedOnceAndTheHistoryBeginsAnew() throws IOException {
    watch(reset("other-2"), ready("other-2"), change("other-3", 0));

    assertFaults(0, 0, 0, 1);
  }

  @Test
  void aSecondReadyDoesNotMakeTwoStreamsOfOne() throws IOException {
    watch(ready("e-5"));

    assertEquals(1, tally.open());
    assertEquals(1, tally.opened());
  }

  @Test
  void allThatCameIsCountedInBytes() throws IOException {
    watch();

    int head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".length();
    int chunks = ready("e-5").length() + Frame.PING.length() + 2 * "ff\r\n\r\n".length();
    assertEquals(head + chunks, tally.bytes());
  }

  @Test
  void aPageThatDoesNotReadIsToldWhenItReadsAgain() throws IOException {
    var open = new CountDownLatch(1);
    try (var server =
        new ScriptedServer(peer -> {
          peer.stream();
          peer.chunk(ready("e-5"));
          open.await();
          peer.chunk(change("e-6", 0));
          peer.awaitClose();
        })) {
      pages.add(server.target(), ADA, "ada");
      pages.open(1000);

      pages.onlySomeRead(page -> page != 0);
      open.countDown();
      loop.run(TimeUnit.MILLISECONDS.toNanos(50));
      assertEquals(3, journal.missing());

      pages.onlySomeRead(_ -> true);
      assertTrue(loop.runUntil(() -> journal.missing() == 2, LIMIT));
    }
  }

  @Test
  void aPageAsksForItsCustomersStreamByNameAndWithItsToken() throws IOException {
    try (var server = new ScriptedServer(tells())) {
      pages.add(server.target(), ADA, "ada");
      pages.open(1000);

      var request = server.requests().getFirst();
      assertTrue(request.startsWith("GET /api/customers/ada/events?client=p0 HTTP/1.1\r\n"));
      assertTrue(request.contains("\r\nAccept: text/event-stream\r\n"));
      assertTrue(request.contains("\r\nAuthorization: Bearer token\r\n"));
    }
  }

  /** Opens Ada's page on a stream that begins at e-5 and goes on so. */
  private void watch(String... events) throws IOException {
    try (var server = new ScriptedServer(tells(events))) {
      pages.add(server.target(), ADA, "ada");
      pages.open(1000);
      assertTrue(loop.runUntil(() -> tally.pings() == 1, LIMIT));
    }
  }

  /** The ping at the end says that all was read. */
  private static ScriptedServer.Script tells(String... events) {
    return peer -> {
      peer.stream();
      peer.chunk(ready("e-5"));
      for (var event : events) {
        peer.chunk(event);
      }
      peer.chunk(Frame.PING);
      peer.awaitClose();
    };
  }

  private void assertFaults(int gaps, int duplicates, int strangers, int resets) {
    assertEquals(gaps, tally.gaps(), "gaps");
    assertEquals(duplicates, tally.duplicates(), "duplicates");
    assertEquals(strangers, journal.strangers(), "strangers");
    assertEquals(resets, tally.resets(), "resets");
    assertEquals(0, tally.lost() + tally.refused(), "lost or refused");
  }
}
