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
final class ChangesTest {
  private static final long LIMIT = TimeUnit.SECONDS.toNanos(10);

  /** What a histogram of three digits does not tell, of less than a tenth of a second. */
  private static final long A_HAIR = TimeUnit.MICROSECONDS.toNanos(100);

  private static final Script ACKNOWLEDGES = peer -> peer.answer("201 Created");

  private final Loop loop = new Loop();
  private final Journal journal = new Journal(2);

  @AfterEach
  void close() {
    loop.close();
  }

  @Test
  void aServerThatIsLateDoesNotMakeItsLoadWaitForIt() throws IOException {
    var gate = new CountDownLatch(1);
    Script late =
        peer -> {
          gate.await();
          peer.answer("201 Created");
        };

    try (var server = new ScriptedServer(onChange(late))) {
      var changes = changes(server, 1);
      changes.atRate(1000, () -> 0);
      assertTrue(loop.runUntil(() -> journal.size() >= 100, LIMIT));
      changes.stop();
      gate.countDown();
      assertTrue(changes.settle(LIMIT));
    }

    // the first was due 99 ms before the hundredth, which was due before any was answered; so half
    // of them took 50 ms and more, although each was answered at once when it was its turn
    var latencies = journal.take().toAnswer();
    assertEquals(journal.size(), latencies.getTotalCount());
    assertTrue(atLeast(50, latencies) >= 50, () -> atLeast(50, latencies) + " were late");
  }

  @Test
  void aLoadThatIsLateItselfCountsFromWhenItsChangesWereDue() throws IOException {
    try (var server = new ScriptedServer(onChange(ACKNOWLEDGES));
        var another = new Loop()) {
      var changes = changes(server, 1);
      long before = System.nanoTime();
      changes.atRate(1000, () -> 0);
      long after = System.nanoTime();

      another.run(TimeUnit.MILLISECONDS.toNanos(50));
      long late = System.nanoTime();
      assertTrue(loop.runUntil(() -> journal.size() > 10, LIMIT));
      changes.stop();

      // the tenth after the first was due 10 ms after it, and had the loop run it were on a page
      // now
      journal.arrived(10, 0, late);
      long latency = journal.take().toPage().getMaxValue();
      long first = late - latency - TimeUnit.MILLISECONDS.toNanos(10);
      assertTrue(first - before >= -A_HAIR && first - after <= A_HAIR, () -> latency + " ns");
    }
  }

  @Test
  void aRateIsWhatIsDueNoMore() throws IOException {
    try (var server = new ScriptedServer(onChange(ACKNOWLEDGES))) {
      var changes = changes(server, 4);
      long start = System.nanoTime();
      changes.atRate(1000, () -> 0);

      loop.run(TimeUnit.MILLISECONDS.toNanos(30));

      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
      assertTrue(journal.size() <= millis + 1, () -> journal.size() + " in " + millis + " ms");
    }
  }

  @Test
  void aNewRateTakesThePlaceOfTheOldOne() throws IOException {
    try (var server = new ScriptedServer(onChange(ACKNOWLEDGES))) {
      var changes = changes(server, 1);
      changes.atRate(100, () -> 0);
      int before = journal.size();

      changes.atRate(1000, () -> 1);
      assertTrue(loop.runUntil(() -> journal.size() >= before + 50, LIMIT));
      changes.stop();
      assertTrue(changes.settle(LIMIT));
      int size = journal.size();
      loop.run(TimeUnit.MILLISECONDS.toNanos(20));

      assertEquals(size, journal.size());
      for (int i = before; i < size; i++) {
        journal.arrived(i, 1, System.nanoTime());
      }
      assertEquals(0, journal.strangers());
    }
  }

  @Test
  void soManyAtOnceAreUnderWayAndNeverMore() throws IOException {
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
      assertEquals(1, journal.acknowledgements());
      assertEquals(3, changes.underWay());

      changes.stop();
      permits.release(100);
      assertTrue(changes.settle(LIMIT));
      assertEquals(4, journal.size());
    }
  }

  @Test
  void aConflictIsRefused() throws IOException {
    try (var server = new ScriptedServer(onChange(peer -> peer.answer("409 Conflict")))) {
      var changes = changes(server, 1);
      journal.watches(0, 1);

      changes.one(0);
      assertTrue(changes.settle(LIMIT));
    }
    assertEquals(1, journal.refusals());
    assertEquals(0, journal.acknowledgements() + journal.doubts());
    assertEquals(0, journal.take().answered());
  }

  @Test
  void aConnectionThatDiesLeavesItsChangeInDoubt() throws IOException {
    try (var server =
        new ScriptedServer(onChange(ScriptedServer.Peer::close), onChange(ACKNOWLEDGES))) {
      var changes = changes(server, 1);

      assertEquals(0, changes.one(0));
      assertEquals(1, changes.one(0));
      assertTrue(changes.settle(LIMIT));
    }
    assertEquals(1, journal.doubts());
    assertEquals(1, journal.acknowledgements());
    assertEquals(0, journal.refusals());
  }

  @Test
  void theyAreNotSettledBeforeEachPageSawItsChanges() throws IOException {
    try (var server = new ScriptedServer(onChange(ACKNOWLEDGES))) {
      var changes = changes(server, 1);
      journal.watches(0, 1);
      int change = changes.one(0);

      assertFalse(changes.settle(TimeUnit.MILLISECONDS.toNanos(50)));

      journal.arrived(change, 0, System.nanoTime());
      assertTrue(changes.settle(LIMIT));
    }
  }

  /** A world of two customers, and changes in it. */
  private Changes changes(ScriptedServer server, int connections) {
    var callers = new Callers(loop, server.target(), connections);
    var world = new World(loop, callers, 2, "c");
    world.make();
    return new Changes(loop, callers, journal, world);
  }

  /** Agrees to all that makes the world; what happens on a change is the test's affair. */
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
