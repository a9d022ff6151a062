package waybill.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import waybill.bench.load.ScriptedServer.Script;

@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ChangeGeneratorTest {
  private static final long LIMIT = TimeUnit.SECONDS.toNanos(10);

  /** The precision of a histogram of three digits below a tenth of a second. */
  private static final long PRECISION = TimeUnit.MICROSECONDS.toNanos(100);

  private static final Script ACKNOWLEDGES = peer -> peer.answer("201 Created");

  private final EventLoop loop = new EventLoop();
  private final ChangeLog changeLog = new ChangeLog(2);

  @AfterEach
  void close() {
    loop.close();
  }

  @Test
  void aSlowServerDoesNotSlowItsLoadDown() throws IOException {
    var gate = new CountDownLatch(1);
    Script late =
        peer -> {
          gate.await();
          peer.answer("201 Created");
        };

    try (var server = new ScriptedServer(onChange(late))) {
      var changes = changes(server, 1);
      changes.atRate(1000, () -> 0);
      assertTrue(loop.runUntil(() -> changeLog.size() >= 100, LIMIT));
      changes.stop();
      gate.countDown();
      assertTrue(changes.settle(LIMIT));
    }

    // The first was due 99 ms before the hundredth, which was due before any was answered. So half
    // // of them took at least 50 ms, although the server answered each at once.
    var latencies = changeLog.take().toAnswer();
    assertEquals(changeLog.size(), latencies.getTotalCount());
    assertTrue(atLeast(50, latencies) >= 50, () -> atLeast(50, latencies) + " were late");
  }

  @Test
  void latencyCountsFromWhenAChangeWasDueAlsoIfTheLoadIsLate() throws IOException {
    try (var server = new ScriptedServer(onChange(ACKNOWLEDGES));
        var another = new EventLoop()) {
      var changes = changes(server, 1);
      long before = System.nanoTime();
      changes.atRate(1000, () -> 0);
      long after = System.nanoTime();

      another.run(TimeUnit.MILLISECONDS.toNanos(50));
      long late = System.nanoTime();
      assertTrue(loop.runUntil(() -> changeLog.size() > 10, LIMIT));
      changes.stop();

      // The tenth after the first was due 10 ms after it, and arrives now.
      changeLog.arrived(10, 0, late);
      long latency = changeLog.take().toPage().getMaxValue();
      long first = late - latency - TimeUnit.MILLISECONDS.toNanos(10);
      assertTrue(first - before >= -PRECISION && first - after <= PRECISION, () -> latency + " ns");
    }
  }

  @Test
  void aRateIsNotExceeded() throws IOException {
    try (var server = new ScriptedServer(onChange(ACKNOWLEDGES))) {
      var changes = changes(server, 4);
      long start = System.nanoTime();
      changes.atRate(1000, () -> 0);

      loop.run(TimeUnit.MILLISECONDS.toNanos(30));

      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
      assertTrue(changeLog.size() <= millis + 1, () -> changeLog.size() + " in " + millis + " ms");
    }
  }

  @Test
  void aNewRateReplacesTheOldOne() throws IOException {
    try (var server = new ScriptedServer(onChange(ACKNOWLEDGES))) {
      var changes = changes(server, 1);
      changes.atRate(100, () -> 0);
      int before = changeLog.size();

      changes.atRate(1000, () -> 1);
      assertTrue(loop.runUntil(() -> changeLog.size() >= before + 50, LIMIT));
      changes.stop();
      assertTrue(changes.settle(LIMIT));
      int size = changeLog.size();
      loop.run(TimeUnit.MILLISECONDS.toNanos(20));

      assertEquals(size, changeLog.size());
      for (int i = before; i < size; i++) {
        changeLog.arrived(i, 1, System.nanoTime());
      }
      assertEquals(0, changeLog.misdelivered());
    }
  }

  @Test
  void theNumberOfChangesUnderWayIsConstant() throws IOException {
    var permits = new Semaphore(0);
    Script oneByOne =
        peer -> {
          permits.acquire();
          peer.answer("201 Created");
        };

    try (var server = new ScriptedServer(onChange(oneByOne))) {
      var changes = changes(server, 5);
      int before = server.requests().size();
      changes.atOnce(3, () -> 0);
      assertTrue(loop.runUntil(() -> server.requests().size() == before + 3, LIMIT));
      assertEquals(3, changes.underWay());

      permits.release();
      assertTrue(loop.runUntil(() -> server.requests().size() == before + 4, LIMIT));
      assertEquals(1, changeLog.acknowledgements());
      assertEquals(3, changes.underWay());

      changes.stop();
      permits.release(100);
      assertTrue(changes.settle(LIMIT));
      assertEquals(4, changeLog.size());
    }
  }

  @Test
  void aConflictIsRefused() throws IOException {
    try (var server = new ScriptedServer(onChange(peer -> peer.answer("409 Conflict")))) {
      var changes = changes(server, 1);
      changeLog.watches(0, 1);

      changes.one(0);
      assertTrue(changes.settle(LIMIT));
    }
    assertEquals(1, changeLog.refusals());
    assertEquals(0, changeLog.acknowledgements() + changeLog.unanswered());
    assertEquals(0, changeLog.take().answered());
  }

  @Test
  void aBrokenConnectionLeavesItsChangeUnanswered() throws IOException {
    try (var server =
        new ScriptedServer(onChange(ScriptedServer.Peer::close), onChange(ACKNOWLEDGES))) {
      var changes = changes(server, 1);

      assertEquals(0, changes.one(0));
      assertEquals(1, changes.one(0));
      assertTrue(changes.settle(LIMIT));
    }
    assertEquals(1, changeLog.unanswered());
    assertEquals(1, changeLog.acknowledgements());
    assertEquals(0, changeLog.refusals());
  }

  @Test
  void changesAreSettledWhenEachPageSawThem() throws IOException {
    try (var server = new ScriptedServer(onChange(ACKNOWLEDGES))) {
      var changes = changes(server, 1);
      changeLog.watches(0, 1);
      int change = changes.one(0);

      assertFalse(changes.settle(TimeUnit.MILLISECONDS.toNanos(50)));

      changeLog.arrived(change, 0, System.nanoTime());
      assertTrue(changes.settle(LIMIT));
    }
  }

  /** Changes to the orders of two customers. */
  private ChangeGenerator changes(ScriptedServer server, int connections) {
    var pool = new ApiConnectionPool(loop, server.target(), connections);
    var testData = new TestData(loop, pool, 2, "c");
    testData.make();
    return new ChangeGenerator(loop, (_, request) -> pool.send(request), changeLog, testData);
  }

  /** Accepts the requests that create the test data; the script answers a change. */
  private static Script onChange(Script script) {
    return peer -> {
      while (true) {
        var isChange = peer.request().contains("#");
        (isChange ? script : ACKNOWLEDGES).serve(peer);
      }
    };
  }

  private static long atLeast(long millis, Histogram latencies) {
    return latencies.getCountBetweenValues(
        TimeUnit.MILLISECONDS.toNanos(millis), latencies.getMaxValue());
  }
}
