package waybill.limits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import waybill.Await;

/** Who wants much waits for itself, not the others. */
final class FairShareTest {

  @Test
  void neverMoreThanTheLimitRunAtATime() throws InterruptedException {
    var share = new FairShare(3);
    var running = new AtomicInteger();
    var most = new AtomicInteger();
    var threads = new ArrayList<Thread>();
    for (int i = 0; i < 40; i++) {
      var key = "key " + i % 20;
      threads.add(
          Thread.ofVirtual()
              .start(() ->
                  share.run(
                      key,
                      () -> {
                        most.accumulateAndGet(running.incrementAndGet(), Math::max);
                        LockSupport.parkNanos(1000);
                        return running.decrementAndGet();
                      })));
    }
    for (var thread : threads) {
      thread.join();
    }

    assertTrue(most.get() <= 3, () -> most + " at a time");
  }

  @Test
  void aKeyThatAsksOftenKeepsAnotherWaitingForOnePieceOnly() throws InterruptedException {
    var share = new FairShare(1);
    var order = new CopyOnWriteArrayList<String>();
    var first = new CountDownLatch(1);
    var threads = new ArrayList<Thread>();
    threads.add(start(share, "much", order, first));
    Await.until("the first runs", () -> order.equals(List.of("much")));
    for (int i = 0; i < 10; i++) {
      threads.add(start(share, "much", order, new CountDownLatch(0)));
    }
    threads.add(start(share, "little", order, new CountDownLatch(0)));
    Await.until(
        "the others wait",
        () ->
            threads.stream().skip(1).allMatch(thread -> thread.getState() == Thread.State.WAITING));

    first.countDown();
    for (var thread : threads) {
      thread.join();
    }

    assertEquals(12, order.size());
    assertEquals("little", order.get(1));
  }

  private static Thread start(
      FairShare share, String key, List<String> order, CountDownLatch mayEnd) {
    return Thread.ofPlatform()
        .start(() ->
            share.run(
                key,
                () -> {
                  order.add(key);
                  try {
                    mayEnd.await();
                  } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                  }
                  return key;
                }));
  }
}
