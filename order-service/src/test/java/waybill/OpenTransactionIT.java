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

/** An event that is inserted but not yet committed is not lost by a stream that opens then. */
final class OpenTransactionIT {
  @TempDir Path data;

  /** A check that waits within its transaction until the test opens the gate. */
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
   * The writer waits until two changes are queued, so that both are in one transaction. Then the
   * second change waits while the first, event 4, is inserted and not committed. The second is
   * refused at the end, because a later event would reveal that one was lost.
   */
  @Test
  void aStreamOpenedBetweenInsertAndCommitReceivesTheEvent() {
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
          var staff = EventStream.open(service.port(), "/api/events")) {
        var ready = now.await("ready");
        staff.await("reset");
        try (var resumed = resume(service, ready, -3);
            var order = EventStream.open(service.port(), "/api/orders/" + one + "/events")) {
          assertEquals(3, resumed.await("ready").number());
          assertEquals(2, order.await("ready").number());
          between.open();

          assertEquals(3, ready.number());
          assertEquals(List.of(4L), numbers(now.changes(1)));
          assertEquals(List.of(4L), numbers(resumed.changes(1)));
          assertEquals(List.of(3L), numbers(order.changes(1)));
          assertEquals(1, staff.changes(1).size());
        }
      }
    }
  }

  private static EventStream resume(RunningService service, EventStream.Event from, int back) {
    var stream =
        EventStream.open(
            service.port(),
            "/api/customers/ada/events",
            "Last-Event-ID",
            from.id().replaceFirst("\\d+$", "" + (from.number() + back)));
    assertEquals(
        LongStream.rangeClosed(from.number() + back + 1, from.number()).boxed().toList(),
        numbers(stream.changes(-back)));
    return stream;
  }

  private static LongPredicate accept(Runnable wait) {
    return _ -> {
      wait.run();
      return true;
    };
  }

  private static LongPredicate refuse(Runnable wait) {
    return accept(wait).negate();
  }

  /** Appends a note in a thread of its own. */
  private static Thread append(OrderCommands commands, OrderId order, LongPredicate expected) {
    var note = new ReportedChange(new Change.NoteAdded("hello"), Instant.now(), ActorKind.STAFF);
    return Thread.ofVirtual()
        .start(() -> commands.append(order, note, expected, new Author("", ""), Optional.empty()));
  }

  /** A caller waits with a time limit for its commit after its change was queued. */
  private static void awaitQueued(Thread caller) {
    Await.until("the change is queued", () -> caller.getState() == Thread.State.TIMED_WAITING);
  }

  private static List<Long> numbers(List<EventStream.Event> changes) {
    return changes.stream().map(EventStream.Event::number).toList();
  }
}
