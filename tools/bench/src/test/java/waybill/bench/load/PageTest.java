package waybill.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static waybill.bench.load.StreamBlocks.change;
import static waybill.bench.load.StreamBlocks.ready;
import static waybill.bench.load.StreamBlocks.reset;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How a page checks the events of one connection. */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class PageTest {
  private static final long LIMIT = TimeUnit.SECONDS.toNanos(10);
  private static final int ADA = 0;
  private static final int GRACE = 1;

  private final EventLoop loop = new EventLoop();
  private final ChangeLog changeLog = new ChangeLog(2);
  private final Pages pages = new Pages(loop, changeLog);
  private final StreamStatistics statistics = pages.statistics();

  /** Changes 0 to 2 are Ada's, and acknowledged; her page must see them. Change 3 is Grace's. */
  @BeforeEach
  void changes() {
    changeLog.watches(ADA, 1);
    for (int i = 0; i < 3; i++) {
      int change = changeLog.due(ADA, System.nanoTime());
      changeLog.acknowledged(change, System.nanoTime());
    }
    changeLog.due(GRACE, System.nanoTime());
  }

  @AfterEach
  void close() {
    pages.close();
    loop.close();
  }

  @Test
  void aCorrectStreamHasNoFaults() throws IOException {
    watch(change("e-c6", 0), change("e-c7", 1), change("e-c8", 2));

    assertEquals(0, changeLog.missing());
    assertEquals(3, changeLog.take().delivered());
    assertFaults(0, 0, 0, 0);
    assertEquals(1, statistics.open());
  }

  @Test
  void aMissingEventIsAGapAndAMissingChange() throws IOException {
    watch(change("e-c6", 0), change("e-c8", 2));

    assertFaults(1, 0, 0, 0);
    assertEquals(1, changeLog.missing());
  }

  @Test
  void aRepeatedEventIsADuplicateAndReplacesNoOther() throws IOException {
    watch(change("e-c6", 0), change("e-c6", 0), change("e-c7", 1));

    assertFaults(0, 1, 0, 0);
    assertEquals(1, changeLog.missing());
    assertEquals(2, changeLog.take().delivered());
  }

  @Test
  void aChangeWithTwoCursorsHasArrivedTwice() throws IOException {
    watch(change("e-c6", 0), change("e-c7", 0));

    assertFaults(0, 0, 0, 0);
    assertEquals(1, changeLog.arrivedTwice());
  }

  @Test
  void anotherCustomersEventIsMisdelivered() throws IOException {
    watch(change("e-c6", 0), change("e-c7", 3));

    assertFaults(0, 0, 1, 0);
    assertEquals(1, changeLog.take().delivered());
  }

  @Test
  void anEventOfAnUnknownChangeIsMisdelivered() throws IOException {
    watch(change("e-c6", 4), "id: e-c7\nevent: order.confirmed\ndata: {}\n\n");

    assertFaults(0, 0, 2, 0);
  }

  @Test
  void anEventOfAnotherEpochMeansTheStreamWasNotResumed() throws IOException {
    watch(change("other-c6", 0), change("other-c7", 1));

    assertFaults(0, 0, 0, 1);
  }

  @Test
  void aResetIsCountedOnceAndBeginsANewSequence() throws IOException {
    watch(reset("other-c2"), ready("other-c2"), change("other-c3", 0));

    assertFaults(0, 0, 0, 1);
  }

  @Test
  void aSecondReadyDoesNotCountAsASecondStream() throws IOException {
    watch(ready("e-c5"));

    assertEquals(1, statistics.open());
    assertEquals(1, statistics.opened());
  }

  @Test
  void allReceivedBytesAreCounted() throws IOException {
    watch();

    int head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".length();
    int chunks = ready("e-c5").length() + StreamBlocks.PING.length() + 2 * "ff\r\n\r\n".length();
    assertEquals(head + chunks, statistics.bytes());
  }

  @Test
  void aPageThatReadsAgainReceivesTheMissedEvents() throws IOException {
    var open = new CountDownLatch(1);
    try (var server =
        new ScriptedServer(peer -> {
          peer.stream();
          peer.chunk(ready("e-c5"));
          open.await();
          peer.chunk(change("e-c6", 0));
          peer.awaitClose();
        })) {
      pages.add(server.target(), ADA, "ada");
      pages.open(1000);

      pages.readWhere(page -> page != 0);
      open.countDown();
      loop.run(TimeUnit.MILLISECONDS.toNanos(50));
      assertEquals(3, changeLog.missing());

      pages.readWhere(_ -> true);
      assertTrue(loop.runUntil(() -> changeLog.missing() == 2, LIMIT));
    }
  }

  @Test
  void aPageRequestsItsCustomersStreamWithTheToken() throws IOException {
    try (var server = new ScriptedServer(tells())) {
      pages.add(server.target(), ADA, "ada");
      pages.open(1000);

      var request = server.requests().getFirst();
      assertTrue(request.startsWith("GET /api/customers/ada/events?client=p0 HTTP/1.1\r\n"));
      assertTrue(request.contains("\r\nAccept: text/event-stream\r\n"));
      assertTrue(request.contains("\r\nAuthorization: Bearer token\r\n"));
    }
  }

  /** Opens Ada's page on a stream that begins at e-c5 and continues with these events. */
  private void watch(String... events) throws IOException {
    try (var server = new ScriptedServer(tells(events))) {
      pages.add(server.target(), ADA, "ada");
      pages.open(1000);
      assertTrue(loop.runUntil(() -> statistics.pings() == 1, LIMIT));
    }
  }

  /** The ping at the end shows that the page has read everything. */
  private static ScriptedServer.Script tells(String... events) {
    return peer -> {
      peer.stream();
      peer.chunk(ready("e-c5"));
      for (var event : events) {
        peer.chunk(event);
      }
      peer.chunk(StreamBlocks.PING);
      peer.awaitClose();
    };
  }

  private void assertFaults(int gaps, int duplicates, int misdelivered, int resets) {
    assertEquals(gaps, statistics.gaps(), "gaps");
    assertEquals(duplicates, statistics.duplicates(), "duplicates");
    assertEquals(misdelivered, changeLog.misdelivered(), "misdelivered");
    assertEquals(resets, statistics.resets(), "resets");
    assertEquals(0, statistics.lost() + statistics.refused(), "lost or refused");
  }
}
