package waybill.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import waybill.Await;

final class MailboxTest {
  private static final byte[] NO_MATTER = {};
  private static final Duration LONG = Duration.ofSeconds(10);

  private final AtomicInteger calls = new AtomicInteger();
  private final Mailbox mailbox = new Mailbox(calls::incrementAndGet);

  @Test
  void whoIsThereIsNotCalled() {
    put(1, 2);
    mailbox.take();
    put(3, 3);
    mailbox.ping();
    mailbox.end(EndReason.LOGOUT);

    assertEquals(0, calls.get());
  }

  @ParameterizedTest
  @MethodSource
  void whoLeftIsCalledForTheNextPieceAndForThatAlone(Consumer<Mailbox> piece) {
    assertTrue(mailbox.take().isEmpty());

    piece.accept(mailbox);
    piece.accept(mailbox);
    put(1, 2);

    assertEquals(1, calls.get());
    assertFalse(mailbox.take().isEmpty());
    put(3, 3);
    assertEquals(1, calls.get());
  }

  static Stream<Consumer<Mailbox>> whoLeftIsCalledForTheNextPieceAndForThatAlone() {
    return Stream.of(
        mailbox -> mailbox.put(new Mail(0, NO_MATTER)),
        Mailbox::ping,
        mailbox -> mailbox.end(EndReason.LOGOUT));
  }

  @Test
  void allThatWaitsIsTakenTogetherAndInOrder() {
    put(1, 5);

    var delivery = mailbox.take();

    assertEquals(List.of(1L, 2L, 3L, 4L, 5L), numbers(delivery));
    assertTrue(mailbox.take().isEmpty());
  }

  @Test
  void aFullMailboxKeepsAll() {
    put(1, Mailbox.CAPACITY);

    var delivery = mailbox.take();

    assertEquals(Mailbox.CAPACITY, delivery.mail().size());
    assertFalse(delivery.overflowed());
  }

  @Test
  void oneMoreAndAllOfItIsLeftToTheLog() {
    put(1, Mailbox.CAPACITY + 1);

    var delivery = mailbox.take();

    assertTrue(delivery.overflowed());
    assertEquals(List.of(), numbers(delivery));
  }

  /** A part of what comes meanwhile would be of no use and would fill it again. */
  @Test
  void onceOverflowedItKeepsNothingUntilItsReaderComes() {
    put(1, 10 * Mailbox.CAPACITY + 7);

    var delivery = mailbox.take();
    put(5000, 5001);

    assertTrue(delivery.overflowed());
    assertEquals(List.of(), numbers(delivery));
    var next = mailbox.take();
    assertEquals(List.of(5000L, 5001L), numbers(next));
    assertFalse(next.overflowed());
  }

  @Test
  void theFirstReasonToEndStands() {
    mailbox.end(EndReason.REVOKED);
    mailbox.end(EndReason.SHUTDOWN);

    assertEquals(Optional.of(EndReason.REVOKED), mailbox.take().end());
    mailbox.end(EndReason.MAX_AGE);
    assertEquals(Optional.of(EndReason.REVOKED), mailbox.take().end());
  }

  @Test
  void anEndDoesNotDisplaceWhatWaits() {
    put(1, 2);
    mailbox.end(EndReason.LOGOUT);

    var delivery = mailbox.take();

    assertEquals(List.of(1L, 2L), numbers(delivery));
    assertEquals(Optional.of(EndReason.LOGOUT), delivery.end());
  }

  @Test
  void aPingIsAskedForOnce() {
    mailbox.ping();
    mailbox.ping();

    assertTrue(mailbox.take().ping());
    assertTrue(mailbox.take().isEmpty());
  }

  @Test
  void whoWaitsInVainComesBackEmptyHanded() throws InterruptedException {
    var limit = Duration.ofMillis(20);
    long start = System.nanoTime();

    var delivery = mailbox.await(limit);

    assertTrue(delivery.isEmpty());
    assertTrue(System.nanoTime() - start >= limit.toNanos());
  }

  @Test
  void whoWaitsIsWokenAndNotCalled() throws InterruptedException {
    var waits = Thread.currentThread();
    var putter =
        Thread.ofVirtual()
            .start(() -> {
              Await.until("somebody waits", () -> LockSupport.getBlocker(waits) == mailbox);
              put(1, 1);
            });

    long start = System.nanoTime();

    assertEquals(List.of(1L), numbers(mailbox.await(LONG)));

    putter.join();
    assertTrue(System.nanoTime() - start < LONG.toNanos(), "it must not wait for the end");
    assertEquals(0, calls.get());
  }

  @Test
  void anInterruptEndsTheWait() {
    Thread.currentThread().interrupt();

    assertThrows(InterruptedException.class, () -> mailbox.await(LONG));
    assertFalse(Thread.interrupted());
  }

  /**
   * Eight threads put as fast as they can; the permits see to it that never more waits than there
   * is room for. A call lost here would stop the test, and one too many would take beside another.
   */
  @Test
  void belowItsCapacityItLosesNothingHoweverManyPut() throws InterruptedException {
    int writers = 8;
    int each = 10_000;
    var room = new Semaphore(Mailbox.CAPACITY);
    var called = new Semaphore(0);
    var shared = new Mailbox(called::release);
    for (int writer = 0; writer < writers; writer++) {
      long from = (long) writer * each;
      Thread.ofVirtual()
          .start(() ->
              LongStream.range(from, from + each)
                  .forEach(number -> {
                    room.acquireUninterruptibly();
                    shared.put(new Mail(number, NO_MATTER));
                  }));
    }

    var taken = new HashMap<Long, List<Long>>();
    for (int left = writers * each; left > 0; ) {
      var delivery = shared.take();
      assertFalse(delivery.overflowed());
      if (delivery.isEmpty()) {
        called.acquire();
        assertEquals(0, called.availablePermits(), "one is called at a time");
      }
      for (long number : numbers(delivery)) {
        taken.computeIfAbsent(number / each, _ -> new ArrayList<>()).add(number);
      }
      left -= delivery.mail().size();
      room.release(delivery.mail().size());
    }

    for (long writer = 0; writer < writers; writer++) {
      var expected = LongStream.range(writer * each, (writer + 1) * each).boxed().toList();
      assertEquals(expected, taken.get(writer));
    }
  }

  private void put(long first, long last) {
    LongStream.rangeClosed(first, last).forEach(number -> mailbox.put(new Mail(number, NO_MATTER)));
  }

  private static List<Long> numbers(Mailbox.Delivery delivery) {
    return delivery.mail().stream().map(Mail::number).toList();
  }
}
