package waybill;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import waybill.log.Author;
import waybill.log.OrderCommands;
import waybill.order.ActorKind;
import waybill.order.Change;
import waybill.order.OrderId;
import waybill.order.ReportedChange;

/** Between the insert of an event and its commit lies the moment in which trackers lose events. */
final class OpenTransactionIT {
  @TempDir Path data;

  /** A check that waits within its transaction until the test lets it go on. */
  private static final class Gate {
    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch opened = new CountDownLatch(1);

    void pass() {
      entered.countDown();
      await(opened);
    }

    void awaitEntered() {
      await(entered);
    }

    void open() {
      opened.countDown();
    }

    private static void await(CountDownLatch latch) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /**
   * The writer is held up until two changes wait, so that both come into one transaction; then the
   * second is held up while the first, event 4, is inserted and not committed. The second is
   * refused in the end: no later event may give away that one was lost.
   */
  @Test
  void aStreamOpenedBetweenInsertAndCommitMissesNothing() {
    try (var service = RunningService.start(data)) {
      service.customer("ada");
      var one = new OrderId(service.order("ada"));
      var two = new OrderId(service.order("ada"));
      var commands = DirectCommands.commands(service);
      var before = new Gate();
      var between = new Gate();
      append(commands, one, accept(before::pass));
      before.awaitEntered();
      awaitQueued(append(commands, one, _ -> true));
      awaitQueued(append(commands, two, refuse(between::pass)));
      before.open();
      between.awaitEntered();

      try (var now = EventStream.open(service.port(), "/api/customers/ada/events");
          var everybody = EventStream.open(service.port(), "/api/events")) {
        var ready = now.await("ready");
        everybody.await("reset");
        try (var resumed = resume(service, ready, -3);
            var order = EventStream.open(service.port(), "/api/orders/" + one + "/events")) {
          assertEquals(3, resumed.await("ready").number());
          assertEquals(2, order.await("ready").number());
          between.open();

          assertEquals(3, ready.number());
          assertEquals(List.of(4L), numbers(now.changes(1)));
          assertEquals(List.of(4L), numbers(resumed.changes(1)));
          assertEquals(List.of(3L), numbers(order.changes(1)));
          assertEquals(1, everybody.changes(1).size());
        }
      }
    }
  }

  private static EventStream resume(RunningService service, EventStream.Event from, int back) {
    var epoch = from.id().replaceFirst("-.*", "");
    var stream =
        EventStream.open(
            service.port(),
            "/api/customers/ada/events",
            "Last-Event-ID",
            epoch + "-" + (from.number() + back));
    assertEquals(
        LongStream.rangeClosed(from.number() + back + 1, from.number()).boxed().toList(),
        numbers(stream.changes(-back)));
    return stream;
  }

  private static LongPredicate accept(Runnable holdUp) {
    return _ -> {
      holdUp.run();
      return true;
    };
  }

  private static LongPredicate refuse(Runnable holdUp) {
    return accept(holdUp).negate();
  }

  /** Appends a note in a thread of its own. */
  private static Thread append(OrderCommands commands, OrderId order, LongPredicate expected) {
    var note = new ReportedChange(new Change.NoteAdded("hello"), Instant.now(), ActorKind.STAFF);
    return Thread.ofVirtual()
        .start(() -> commands.append(order, note, expected, new Author("", ""), Optional.empty()));
  }

  /** A caller whose work is in the queue waits, with a limit, for its commit. */
  private static void awaitQueued(Thread caller) {
    Await.until("the change is queued", () -> caller.getState() == Thread.State.TIMED_WAITING);
  }

  private static List<Long> numbers(List<EventStream.Event> changes) {
    return changes.stream().map(EventStream.Event::number).toList();
  }
}
