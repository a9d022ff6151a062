package waybill.stream;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * What waits for one stream. Many threads put, one at a time takes; whoever puts something while
 * nobody is there to take it has somebody come. Putting never blocks.
 *
 * <p>It holds {@value #CAPACITY} pieces. When it is full, what waits is thrown away and the stream
 * is told to read the log instead, so a client that does not read costs no memory. A list exists
 * only while something waits.
 */
final class Mailbox {
  static final int CAPACITY = 128;

  private final Runnable call;
  private boolean attended = true;
  private @Nullable Thread awaiting;
  private @Nullable List<Mail> waiting;
  private boolean overflowed;
  private boolean ping;
  private @Nullable EndReason end;

  /**
   * Whoever makes it is there to take, until {@link #take()} finds nothing.
   *
   * @param call has somebody come who takes; it must not block
   */
  Mailbox(Runnable call) {
    this.call = call;
  }

  /** All that came since the last time. */
  record Delivery(List<Mail> mail, boolean overflowed, boolean ping, Optional<EndReason> end) {
    private static final Delivery NOTHING = new Delivery(List.of(), false, false, Optional.empty());

    boolean isEmpty() {
      return mail.isEmpty() && !overflowed && !ping && end.isEmpty();
    }
  }

  void put(Mail mail) {
    Runnable wake;
    synchronized (this) {
      if (waiting != null && waiting.size() == CAPACITY) {
        waiting = null;
        overflowed = true;
      }
      if (!overflowed) {
        if (waiting == null) {
          waiting = new ArrayList<>(4);
        }
        waiting.add(mail);
      }
      wake = wake();
    }
    wake.run();
  }

  /** Asks for a ping if nothing else is to be sent. */
  void ping() {
    Runnable wake;
    synchronized (this) {
      ping = true;
      wake = wake();
    }
    wake.run();
  }

  /** Asks the stream to end after what already waits; the first reason stands. */
  void end(EndReason reason) {
    Runnable wake;
    synchronized (this) {
      if (end == null) {
        end = reason;
      }
      wake = wake();
    }
    wake.run();
  }

  /** Once it is true it stays so. */
  synchronized boolean isEnding() {
    return end != null;
  }

  /** What has come. If it is nothing, whoever asks must leave: for the next piece one is called. */
  synchronized Delivery take() {
    var delivery = poll();
    attended = !delivery.isEmpty();
    return delivery;
  }

  /** As {@link #take()}, but waits for something to come, and may stay if nothing does. */
  Delivery await(Duration limit) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (true) {
      long left = deadline - System.nanoTime();
      synchronized (this) {
        awaiting = isQuiet() && left > 0 ? Thread.currentThread() : null;
        if (awaiting == null) {
          return poll();
        }
      }
      LockSupport.parkNanos(this, left);
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
  }

  private Delivery poll() {
    if (isQuiet()) {
      return Delivery.NOTHING;
    }
    List<Mail> mail = waiting == null ? List.of() : waiting;
    var delivery = new Delivery(mail, overflowed, ping, Optional.ofNullable(end));
    waiting = null;
    overflowed = false;
    ping = false;
    return delivery;
  }

  private boolean isQuiet() {
    return waiting == null && !overflowed && !ping && end == null;
  }

  /** What is to be done about it outside of the lock: whoever is there takes all that follows. */
  private Runnable wake() {
    if (!attended) {
      attended = true;
      return call;
    }
    var sleeper = awaiting;
    return sleeper == null ? () -> {} : () -> LockSupport.unpark(sleeper);
  }
}
