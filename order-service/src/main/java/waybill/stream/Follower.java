package waybill.stream;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import waybill.order.Cursor;
import waybill.order.LoggedEvent;

/**
 * Sends one sequence of the log to one client: what it missed, then what comes, each event once and
 * in order. It is subscribed before it first reads the log, so nothing falls between the two.
 *
 * <pre>
 *   event = last + 1   send it
 *   event ≤ last       it was sent: skip
 *   event > last + 1   something is missing: wait briefly for it, then read the log after last
 * </pre>
 */
final class Follower implements OpenStream.Work {
  private static final int PAGE = 100;

  /** A bus that crosses machines may swap neighbours; longer than this, and the log is asked. */
  private static final Duration BRIEFLY = Duration.ofMillis(50);

  private final Sequence sequence;
  private final Mailbox mailbox;
  private final Outlet outlet;

  private final Start start;
  private final Sequencer sequencer = new Sequencer(0);
  private long movedOn;

  Follower(Sequence sequence, Start start, Mailbox mailbox, Outlet outlet) {
    this.sequence = sequence;
    this.start = start;
    this.mailbox = mailbox;
    this.outlet = outlet;
  }

  @Override
  public void begin() throws IOException {
    long head = sequence.head();
    sequencer.continueAfter(begin(start, head));
    if (sequencer.last() >= head) {
      outlet.write(Frames.ready(sequence.cursor(sequencer.last())));
    }
    movedOn = System.nanoTime();
  }

  @Override
  public boolean goOn() throws IOException, InterruptedException {
    while (true) {
      boolean waited = sequencer.hasGap();
      var delivery = waited ? mailbox.await(patience(movedOn)) : mailbox.take();
      if (!waited && delivery.isEmpty()) {
        return true;
      }
      var frames = sequencer.accept(delivery.mail());
      outlet.write(frames);
      if (delivery.end().isPresent()) {
        outlet.write(Frames.end(delivery.end().get()));
        return false;
      }
      if (!waited || !frames.isEmpty()) {
        movedOn = System.nanoTime();
      }
      if (delivery.overflowed() || !patience(movedOn).isPositive()) {
        sequencer.continueAfter(catchUp(sequencer.last()));
      } else if (delivery.ping() && frames.isEmpty()) {
        outlet.write(Frames.PING);
      }
    }
  }

  /** What is left of it: other news must not prolong the wait for the one that is missing. */
  private static Duration patience(long movedOn) {
    return BRIEFLY.minusNanos(System.nanoTime() - movedOn);
  }

  /**
   * Sends what the client missed, or tells it that this cannot be said; returns the number to go on
   * from, which is less than the head only if the stream is to end.
   */
  private long begin(Start start, long head) throws IOException {
    return switch (start) {
      case Start.Now _ -> head;
      case Start.After(var cursor) when canResume(cursor, head) -> catchUp(cursor.number());
      case Start.After _, Start.Unreadable _ -> reset(head);
    };
  }

  private boolean canResume(Cursor cursor, long head) {
    return cursor.epoch().equals(sequence.log().epoch())
        && cursor.number() <= head
        && (cursor.number() == head || isKept(cursor.number() + 1));
  }

  private boolean isKept(long number) {
    var first = sequence.eventsAfter(number - 1, 1);
    return !first.isEmpty() && sequence.number(first.getFirst()) == number;
  }

  private long reset(long head) throws IOException {
    outlet.write(Frames.reset(sequence.cursor(head)));
    return head;
  }

  /**
   * Sends all of the log after a number, page by page until the stream is to end; returns the
   * number of the last event sent.
   */
  private long catchUp(long last) throws IOException {
    List<LoggedEvent> page;
    do {
      page = sequence.eventsAfter(last, PAGE);
      var frames = new ArrayList<byte[]>(page.size());
      for (var event : page) {
        if (sequence.number(event) != last + 1) {
          throw new IllegalStateException("the log has a gap after " + sequence.cursor(last));
        }
        frames.add(sequence.mail(event).frame());
        last++;
      }
      outlet.write(frames);
    } while (page.size() == PAGE && !mailbox.isEnding());
    return last;
  }

  /** Where a client asks to begin. */
  sealed interface Start {
    record Now() implements Start {}

    record After(Cursor cursor) implements Start {}

    record Unreadable() implements Start {}

    static Start at(Optional<String> cursor) {
      return cursor
          .map(text ->
              Cursor.parse(text).<Start>map(Start.After::new).orElseGet(Start.Unreadable::new))
          .orElseGet(Start.Now::new);
    }
  }
}
