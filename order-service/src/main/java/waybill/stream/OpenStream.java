package waybill.stream;

import java.io.OutputStream;

/** One client's open stream, as the watch sees it. Times are those of {@link System#nanoTime}. */
final class OpenStream {
  private final Thread thread = Thread.currentThread();
  private final Mailbox mailbox = new Mailbox(thread);
  private final Outlet outlet;
  private final long pingAfter;
  private volatile long endsAt;
  private volatile EndReason endReason = EndReason.MAX_AGE;

  /**
   * @param pingAfter nanoseconds of silence
   * @param endsAt when it has become too old
   */
  OpenStream(OutputStream out, long pingAfter, long endsAt) {
    this.outlet = new Outlet(out);
    this.pingAfter = pingAfter;
    this.endsAt = endsAt;
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

  /** Pings, ends or cuts the stream if it is time to. */
  void check(long now, long stall) {
    if (outlet.stuckSince(now - stall)) {
      cut();
    } else if (now - endsAt >= 0) {
      mailbox.end(endReason);
    } else if (outlet.quietSince(now - pingAfter)) {
      mailbox.ping();
    }
  }

  /** Interrupting a thread that is blocked in a socket closes the connection. */
  void cut() {
    thread.interrupt();
  }
}
