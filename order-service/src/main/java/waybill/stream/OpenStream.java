package waybill.stream;

import java.io.OutputStream;

/** One client's open stream, as the watch sees it. Times are those of {@link System#nanoTime}. */
final class OpenStream {
  private final Thread thread = Thread.currentThread();
  private final Mailbox mailbox = new Mailbox(thread);
  private final Outlet outlet;
  private final long pingAfter;
  private volatile long expiresAt;
  private volatile long endsAt;
  private volatile EndReason endReason = EndReason.MAX_AGE;

  /**
   * @param pingAfter nanoseconds of silence
   * @param endsAt when it has become too old
   * @param expiresAt when the right to watch ends
   */
  OpenStream(OutputStream out, long pingAfter, long endsAt, long expiresAt) {
    this.outlet = new Outlet(out);
    this.pingAfter = pingAfter;
    this.endsAt = endsAt;
    this.expiresAt = expiresAt;
  }

  Mailbox mailbox() {
    return mailbox;
  }

  Outlet outlet() {
    return outlet;
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

  /** Interrupting a thread that is blocked in a socket closes the connection. */
  void cut() {
    thread.interrupt();
  }
}
