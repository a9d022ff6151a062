package waybill.stream;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * What waits for one stream. Many threads put, the stream's own thread takes; putting never blocks.
 *
 * <p>It holds {@value #CAPACITY} pieces. When it is full, what waits is thrown away and the stream
 * is told to read the log instead, so a client that does not read costs no memory. A list exists
 * only while something waits.
 */
final class Mailbox {
  static final int CAPACITY = 128;

  private final Thread reader;
  private @Nullable List<Mail> waiting;
  private boolean overflowed;
  private boolean ping;
  private @Nullable EndReason end;

  Mailbox(Thread reader) {
    this.reader = reader;
  }

  /** All that came since the last time. */
  record Delivery(List<Mail> mail, boolean overflowed, boolean ping, Optional<EndReason> end) {
    private static final Delivery NOTHING = new Delivery(List.of(), false, false, Optional.empty());

    boolean isEmpty() {
      return mail.isEmpty() && !overflowed && !ping && end.isEmpty();
    }
  }

  void put(Mail mail) {
    boolean wake;
    synchronized (this) {
      wake = isQuiet();
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
    }
    wake(wake);
  }

  /** Asks for a ping if nothing else is to be sent. */
  void ping() {
    boolean wake;
    synchronized (this) {
      wake = isQuiet();
      ping = true;
    }
    wake(wake);
  }

  /** Asks the stream to end after what already waits; the first reason stands. */
  void end(EndReason reason) {
    boolean wake;
    synchronized (this) {
      wake = isQuiet();
      if (end == null) {
        end = reason;
      }
    }
    wake(wake);
  }

  /** Once it is true it stays so. */
  synchronized boolean isEnding() {
    return end != null;
  }

  /** Waits until something comes; the watch's pings bound the wait. */
  Delivery take() throws InterruptedException {
    while (true) {
      var delivery = poll();
      if (!delivery.isEmpty()) {
        return delivery;
      }
      LockSupport.park(this);
      refuseIfInterrupted();
    }
  }

  /** As {@link #take()}, but returns an empty delivery after the limit. */
  Delivery take(Duration limit) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (true) {
      var delivery = poll();
      long left = deadline - System.nanoTime();
      if (!delivery.isEmpty() || left <= 0) {
        return delivery;
      }
      LockSupport.parkNanos(this, left);
      refuseIfInterrupted();
    }
  }

  private synchronized Delivery poll() {
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

  /** Only the first piece wakes the reader: it takes all that follows while it comes round. */
  private void wake(boolean wasQuiet) {
    if (wasQuiet) {
      LockSupport.unpark(reader);
    }
  }

  private static void refuseIfInterrupted() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }
}
