package waybill.stream;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * One client's open stream, as the watch sees it. Times are those of {@link System#nanoTime}.
 *
 * <p>The thread that opens it sleeps until it is over. What there is to be sent meanwhile is sent
 * by a thread that lives as long as there is something, one at a time: a thread that is woken again
 * and again would keep twice the stack.
 */
final class OpenStream {
  private static final ThreadFactory MESSENGERS =
      Thread.ofVirtual().inheritInheritableThreadLocals(false).factory();

  private static final Duration SHORTLY = Duration.ofMillis(5);

  private final Thread host = Thread.currentThread();
  private final Mailbox mailbox = new Mailbox(() -> MESSENGERS.newThread(this::goOn).start());
  private final Outlet outlet;
  private final Work work;
  private final long pingAfter;
  private volatile long expiresAt;
  private volatile long endsAt;
  private volatile EndReason endReason = EndReason.MAX_AGE;
  private volatile boolean over;
  private volatile @Nullable Throwable failure;

  /** What is sent, by one thread at a time. */
  interface Work {
    /** What a stream begins with. */
    void begin() throws IOException;

    /** Sends what has come, until there is nothing left; false if that was the last. */
    boolean goOn() throws IOException, InterruptedException;
  }

  /**
   * A stream in the hands of this thread.
   *
   * @param pingAfter nanoseconds of silence
   * @param endsAt when it has become too old
   * @param expiresAt when the right to watch ends
   */
  OpenStream(
      OutputStream out,
      BiFunction<Mailbox, Outlet, Work> work,
      long pingAfter,
      long endsAt,
      long expiresAt) {
    this.outlet = new Outlet(out);
    this.work = work.apply(mailbox, outlet);
    this.pingAfter = pingAfter;
    this.endsAt = endsAt;
    this.expiresAt = expiresAt;
  }

  Mailbox mailbox() {
    return mailbox;
  }

  /**
   * Returns when the stream is over.
   *
   * @throws InterruptedException if this thread was interrupted, which ends it; nothing is written
   *     any more then
   */
  void run() throws IOException, InterruptedException {
    work.begin();
    if (!work.goOn()) {
      return;
    }
    boolean interrupted = false;
    while (!over) {
      if (interrupted) {
        cut();
        LockSupport.parkNanos(this, SHORTLY.toNanos());
      } else {
        LockSupport.park(this);
      }
      if (Thread.interrupted()) {
        interrupted = true;
        end(EndReason.SHUTDOWN);
      }
    }
    if (interrupted) {
      throw new InterruptedException();
    }
    switch (failure) {
      case null -> {}
      case IOException e -> throw e;
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      default -> throw new IllegalStateException(failure);
    }
  }

  private void goOn() {
    boolean goesOn = false;
    try {
      goesOn = work.goOn();
    } catch (InterruptedException e) {
      failure = new InterruptedIOException("it was cut");
    } catch (IOException | RuntimeException | Error e) {
      failure = e;
    }
    if (!goesOn) {
      over = true;
      LockSupport.unpark(host);
    }
  }

  void endAt(long time, EndReason reason) {
    endReason = reason;
    endsAt = time;
  }

  void expireAt(long time) {
    expiresAt = time;
  }

  /** Nothing that waits is sent before the end if the right to watch is over. */
  void end(EndReason reason) {
    if (reason.rightIsOver()) {
      outlet.bar();
    }
    mailbox.end(reason);
  }

  /** Pings, ends or cuts the stream if it is time to. */
  void check(long now, long stall) {
    if (outlet.stuckSince(now - stall)) {
      cut();
    } else if (now - endsAt >= 0) {
      end(endReason);
    } else if (now - expiresAt >= 0) {
      end(EndReason.EXPIRED);
    } else if (outlet.quietSince(now - pingAfter)) {
      mailbox.ping();
    }
  }

  /** Gives up a write that does not end, and with it the connection. */
  void cut() {
    outlet.cut();
  }
}
