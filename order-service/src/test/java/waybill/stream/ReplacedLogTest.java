package waybill.stream;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The log becomes another one, in which the same numbers are other events, or loses its beginning.
 */
final class ReplacedLogTest {
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final StreamSettings SETTINGS =
      new StreamSettings(LONG, LONG, Duration.ofMillis(1));
  private static final Topic TOPIC = new Topic("customer:ada");

  private final ReplaceableLog log = new ReplaceableLog();
  private final Receiver receiver = new Receiver();
  private final Hub hub = new Hub(log, SETTINGS, InstantSource.system());

  /** Has the events from {@code first} to {@code head}. */
  private static final class ReplaceableLog implements Log {
    private volatile String epoch = "old";
    private volatile long head = 100;
    private volatile long first = 1;

    @Override
    public long head(Topic topic) {
      return head;
    }

    @Override
    public List<Entry> after(Topic topic, long number, int limit) {
      long from = Math.max(first, number + 1);
      return LongStream.rangeClosed(from, Math.min(head, from + limit - 1))
          .mapToObj(n -> new Entry(n, "order.placed", data()))
          .toList();
    }

    @Override
    public Cursor cursor(Topic topic, long number) {
      return new Cursor(epoch, 'c', number);
    }
  }

  @AfterEach
  void close() {
    hub.close();
  }

  private void follow(String after) {
    LiveLog.start(() -> hub.follow(TOPIC, Optional.of(after), LiveLog.permit(), receiver));
  }

  private void replace() {
    log.head = 90;
    log.epoch = "new";
  }

  private static byte[] data() {
    return "{}".getBytes(US_ASCII);
  }

  private static Message message(long number) {
    return new Message(TOPIC, number, "order.placed", data());
  }

  private List<String> ids() {
    return receiver.blocks().stream()
        .flatMap(String::lines)
        .filter(line -> line.startsWith("id: "))
        .map(line -> line.substring(4))
        .toList();
  }

  @Test
  void anOpenStreamIsResetAndGoesOnInTheOtherLog() {
    follow("old-c100");
    receiver.await("ready");

    replace();
    hub.lookAgain();
    receiver.await("reset");
    log.head = 91;
    hub.deliver(message(91));
    receiver.await(91);

    assertEquals(List.of("old-c100", "new-c90", "new-c90", "new-c91"), ids());
  }

  @Test
  void noEventOfTheOtherLogIsSentBeforeTheReset() throws Exception {
    var stream =
        new CatchUpSubscription(log, TOPIC, receiver, SETTINGS, System.nanoTime() + LONG.toNanos());
    receiver.afterEachWrite(() -> {
      if (receiver.names().getLast().equals("ready")) {
        replace();
        var cursor = log.cursor(TOPIC, 101);
        var frame = SseFrame.change(cursor, "order.placed", data());
        stream.mailbox().put(new SequencedFrame(101, frame));
        stream.mailbox().end(EndReason.LOGOUT);
      }
    });

    stream.run(Optional.of("old-c100"));

    assertEquals(List.of("old-c100"), ids());
  }

  @Test
  void aStreamThatCatchesUpMeanwhileIsReset() {
    receiver.afterEachWrite(() -> {
      if (receiver.numbers().size() == 20) {
        replace();
      }
    });

    follow("old-c0");
    receiver.await("ready");

    var ids = ids();
    assertEquals("old-c20", ids.get(19));
    assertEquals(List.of("new-c90", "new-c90"), ids.subList(20, 22));
    assertTrue(receiver.names().contains("reset"));
  }

  @Test
  void aStreamWhoseNextEventsAreDeletedMeanwhileIsReset() {
    deleteAfterTheFirstPage(50);

    follow("old-c0");
    receiver.await("ready");

    var ids = ids();
    assertEquals("old-c20", ids.get(19));
    assertEquals(List.of("old-c100", "old-c100"), ids.subList(20, 22));
    assertTrue(receiver.names().contains("reset"));
  }

  /** Of an order nothing may be left at all. */
  @Test
  void aStreamBehindWhichNothingIsLeftIsReset() {
    deleteAfterTheFirstPage(101);

    follow("old-c0");
    receiver.await("ready");

    assertEquals(List.of("old-c100", "old-c100"), ids().subList(20, 22));
  }

  @Test
  void whatIsDeletedBehindAStreamChangesNothing() {
    deleteAfterTheFirstPage(21);

    follow("old-c0");
    receiver.await("ready");

    assertEquals(LongStream.rangeClosed(1, 100).boxed().toList(), receiver.numbers());
    assertFalse(receiver.names().contains("reset"));
  }

  private void deleteAfterTheFirstPage(long first) {
    receiver.afterEachWrite(() -> {
      if (receiver.numbers().size() == 20) {
        log.first = first;
      }
    });
  }
}
