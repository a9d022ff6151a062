package waybill.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import waybill.Await;

final class MailboxTest {
  private static final Mailbox.Delivery NOTHING =
      new Mailbox.Delivery(List.of(), false, Optional.empty());
  private static final byte[] NO_MATTER = {};
  private static final Duration LONG = Duration.ofSeconds(10);

  private final Mailbox mailbox = new Mailbox();

  @Test
  void allThatWaitsIsTakenTogetherAndInOrder() {
    put(1, 5);

    var delivery = mailbox.take();

    assertEquals(List.of(1L, 2L, 3L, 4L, 5L), numbers(delivery));
    assertEquals(NOTHING, mailbox.take());
  }

  @Test
  void aFullMailboxKeepsAll() {
    put(1, Mailbox.CAPACITY);

    var delivery = mailbox.take();

    assertEquals(Mailbox.CAPACITY, delivery.frames().size());
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
  void aWaitEndsAtItsDeadline() throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofMillis(20).toNanos();

    mailbox.await(deadline);

    assertTrue(System.nanoTime() - deadline >= 0);
    assertEquals(NOTHING, mailbox.take());
  }

  static Stream<Consumer<Mailbox>> whatComesEndsTheWait() {
    return Stream.of(
        mailbox -> mailbox.put(new SequencedFrame(1, NO_MATTER)),
        mailbox -> mailbox.end(EndReason.LOGOUT),
        Mailbox::wake);
  }

  @ParameterizedTest
  @MethodSource
  void whatComesEndsTheWait(Consumer<Mailbox> action) throws InterruptedException {
    var reader = Thread.currentThread();
    var other =
        Thread.ofVirtual()
            .start(() -> {
              Await.until("the reader waits", () -> LockSupport.getBlocker(reader) == mailbox);
              action.accept(mailbox);
            });
    long start = System.nanoTime();

    mailbox.await(start + LONG.toNanos());

    assertTrue(System.nanoTime() - start < LONG.toNanos(), "it must not wait for the deadline");
    other.join();
  }

  @ParameterizedTest
  @MethodSource("whatComesEndsTheWait")
  void whatCameBeforeTheWaitEndsItAtOnce(Consumer<Mailbox> action) throws InterruptedException {
    action.accept(mailbox);
    long start = System.nanoTime();

    mailbox.await(start + LONG.toNanos());

    assertTrue(System.nanoTime() - start < LONG.toNanos());
  }

  @Test
  void aWakeUpEndsOneWait() throws InterruptedException {
    mailbox.wake();
    mailbox.await(System.nanoTime() + LONG.toNanos());
    long deadline = System.nanoTime() + Duration.ofMillis(20).toNanos();

    mailbox.await(deadline);

    assertTrue(System.nanoTime() - deadline >= 0);
  }

  @Test
  void anInterruptEndsTheWait() {
    Thread.currentThread().interrupt();

    assertThrows(
        InterruptedException.class, () -> mailbox.await(System.nanoTime() + LONG.toNanos()));
    assertFalse(Thread.interrupted());
  }

  /**
   * Eight threads put as fast as they can; the permits see to it that never more waits than there
   * is room for. A lost wake-up would stop the test for the length of a wait.
   */
  @Test
  void belowItsCapacityItLosesNothingHoweverManyPut() throws InterruptedException {
    int writers = 8;
    int each = 10_000;
    var room = new Semaphore(Mailbox.CAPACITY);
    for (int writer = 0; writer < writers; writer++) {
      long from = (long) writer * each;
      Thread.ofVirtual()
          .start(() ->
              LongStream.range(from, from + each)
                  .forEach(number -> {
                    room.acquireUninterruptibly();
                    mailbox.put(new SequencedFrame(number, NO_MATTER));
                  }));
    }

    var taken = new HashMap<Long, List<Long>>();
    for (int left = writers * each; left > 0; ) {
      mailbox.await(System.nanoTime() + LONG.toNanos());
      var delivery = mailbox.take();
      assertFalse(delivery.overflowed());
      assertNotEquals(NOTHING, delivery, "a wake-up was lost");
      for (long number : numbers(delivery)) {
        taken.computeIfAbsent(number / each, _ -> new ArrayList<>()).add(number);
      }
      left -= delivery.frames().size();
      room.release(delivery.frames().size());
    }

    for (long writer = 0; writer < writers; writer++) {
      var expected = LongStream.range(writer * each, (writer + 1) * each).boxed().toList();
      assertEquals(expected, taken.get(writer));
    }
  }

  private void put(long first, long last) {
    LongStream.rangeClosed(first, last)
        .forEach(number -> mailbox.put(new SequencedFrame(number, NO_MATTER)));
  }

  private static List<Long> numbers(Mailbox.Delivery delivery) {
    return delivery.frames().stream().map(SequencedFrame::number).toList();
  }
}
