package waybill.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import waybill.Await;

final class PermitsTest {
  private final Permits<String> permits = new Permits<>(2);

  @Test
  void eachKeyHasItsLimit() {
    assertTrue(permits.tryAcquire("a"));
    assertTrue(permits.tryAcquire("a"));

    assertFalse(permits.tryAcquire("a"));
    assertTrue(permits.tryAcquire("b"));
  }

  @Test
  void whatIsReleasedCanBeAcquiredAgain() {
    permits.tryAcquire("a");
    permits.tryAcquire("a");

    permits.release("a");

    assertEquals(1, permits.inUse("a"));
    assertTrue(permits.tryAcquire("a"));
  }

  @Test
  void oneThatIsTransferredCountsUnderItsNewKeyEvenAboveTheLimit() {
    permits.tryAcquire("a");
    permits.tryAcquire("b");
    permits.tryAcquire("b");

    permits.transfer("a", "b");

    assertEquals(0, permits.inUse("a"));
    assertEquals(3, permits.inUse("b"));
  }

  @Test
  void aWaitForOneEndsWithTheNextRelease() throws InterruptedException {
    permits.tryAcquire("a");
    permits.tryAcquire("a");
    var waiter = Thread.currentThread();
    var other =
        Thread.ofPlatform()
            .start(() -> {
              Await.until("the wait begins", () -> waiter.getState() == Thread.State.TIMED_WAITING);
              permits.release("a");
            });

    assertTrue(permits.tryAcquire("a", Duration.ofSeconds(10)));

    other.join();
    assertEquals(2, permits.inUse("a"));
  }

  @Test
  void aWaitInVainEndsAtItsTimeout() throws InterruptedException {
    permits.tryAcquire("a");
    permits.tryAcquire("a");
    long start = System.nanoTime();

    assertFalse(permits.tryAcquire("a", Duration.ofMillis(20)));

    assertTrue(System.nanoTime() - start >= Duration.ofMillis(20).toNanos());
  }
}
