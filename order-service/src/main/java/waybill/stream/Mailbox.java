package waybill.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The frames that wait for one stream. Many threads put, one thread takes. Putting never blocks.
 *
 * <p>It holds {@value #CAPACITY} frames. When it is full, it is emptied and the stream is told to
 * read the log instead, so that a client that does not read costs no memory. The list exists only
 * while a frame waits.
 */
final class Mailbox {
  static final int CAPACITY = 128;

  private @Nullable List<SequencedFrame> waiting;
  private boolean overflowed;
  private boolean woken;
  private @Nullable EndReason end;

  /** The thread that is parked until something comes. */
  private @Nullable Thread reader;

  /** All that came since the last {@link #take}. */
  record Delivery(List<SequencedFrame> frames, boolean overflowed, Optional<EndReason> end) {}

  void put(SequencedFrame frame) {
    Thread parked;
    synchronized (this) {
      if (waiting != null && waiting.size() == CAPACITY) {
        waiting = null;
        overflowed = true;
      }
      if (!overflowed) {
        if (waiting == null) {
          waiting = new ArrayList<>(4);
        }
        waiting.add(frame);
      }
      parked = leavingReader();
    }
    LockSupport.unpark(parked);
  }

  /** Has the stream read the log, or say {@code reset} where there is none. */
  void overflow() {
    synchronized (this) {
      waiting = null;
      overflowed = true;
    }
    wake();
  }

  /** Asks the stream to end after the frames that already wait; the first reason stands. */
  void end(EndReason reason) {
    synchronized (this) {
      if (end == null) {
        end = reason;
      }
    }
    wake();
  }

  /** Ends the wait of {@link #await}, because its deadline may have changed. */
  void wake() {
    Thread parked;
    synchronized (this) {
      woken = true;
      parked = leavingReader();
    }
    LockSupport.unpark(parked);
  }

  /** The reader to unpark, outside the lock; only the first frame of a batch finds one. */
  private @Nullable Thread leavingReader() {
    var parked = reader;
    reader = null;
    return parked;
  }

  /** Once true it stays true. */
  synchronized boolean isEnding() {
    return end != null;
  }

  /** Waits until there is something to take, or until a time as {@link System#nanoTime}. */
  void await(long deadline) throws InterruptedException {
    while (true) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      long left = deadline - System.nanoTime();
      synchronized (this) {
        if (woken || left <= 0 || !isEmpty()) {
          woken = false;
          reader = null;
          return;
        }
        reader = Thread.currentThread();
      }
      LockSupport.parkNanos(this, left);
    }
  }

  /** Takes all that waits, without waiting. Once an end is asked for, each delivery has it. */
  synchronized Delivery take() {
    List<SequencedFrame> frames = waiting == null ? List.of() : waiting;
    var delivery = new Delivery(frames, overflowed, Optional.ofNullable(end));
    waiting = null;
    overflowed = false;
    return delivery;
  }

  private boolean isEmpty() {
    return waiting == null && !overflowed && end == null;
  }
}
