package waybill.stream;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One client's open stream: sends what the client missed, then what comes, each event once and in
 * order. One thread runs it from beginning to end. It must be subscribed to its topic before it
 * runs, so that nothing falls between reading the log and going live.
 *
 * <pre>
 *   event = last + 1   send it
 *   event ≤ last       it was sent: skip
 *   event > last + 1   something is missing: wait briefly for it, then read the log after last
 * </pre>
 *
 * <p>Times are those of {@link System#nanoTime}.
 */
final class CatchUpSubscription {
  private static final int PAGE_SIZE = 100;

  /** A bus between machines may swap neighbours. After this the missing event is read. */
  private static final long GAP_TIMEOUT = Duration.ofMillis(50).toNanos();

  private final Log log;
  private final Topic topic;
  private final Mailbox mailbox = new Mailbox();
  private final Resequencer resequencer = new Resequencer(0);
  private final StreamWriter writer;
  private final long pingAfter;
  private volatile long endsAt;
  private volatile EndReason endReason = EndReason.MAX_AGE;
  private long gapSince;

  /**
   * @param pingAfter nanoseconds of silence
   * @param endsAt when it is too old
   * @param expiresAt when the right to watch ends
   */
  CatchUpSubscription(
      Log log, Topic topic, OutputStream out, long pingAfter, long endsAt, long expiresAt) {
    this.log = log;
    this.topic = topic;
    this.writer = new StreamWriter(out, expiresAt);
    this.pingAfter = pingAfter;
    this.endsAt = endsAt;
  }

  /** Where the topic's frames are put. */
  Mailbox mailbox() {
    return mailbox;
  }

  /**
   * Returns when the stream has ended properly.
   *
   * @param after the cursor to go on from; a text that cannot be resumed leads to {@code reset}
   * @throws IOException or a runtime exception of the output stream, when the client is gone
   * @throws InterruptedException if the thread was interrupted while it waited
   */
  void run(Optional<String> after) throws IOException, InterruptedException {
    begin(after);
    while (true) {
      mailbox.await(nextDeadline());
      endIfDue();
      var delivery = mailbox.take();
      writer.write(inOrder(delivery.frames()));
      if (delivery.end().isPresent()) {
        writer.write(SseFrame.end(delivery.end().get()));
        return;
      }
      if (delivery.overflowed() || isGapTimedOut()) {
        sendMissing();
      } else if (writer.quietSince(System.nanoTime() - pingAfter)) {
        writer.write(SseFrame.PING);
      }
    }
  }

  private void begin(Optional<String> after) throws IOException {
    if (!topic.isNumbered()) {
      writer.write(SseFrame.PLAIN_RESET);
      return;
    }
    long head = log.head(topic);
    resequencer.continueAfter(begin(after, head));
    if (resequencer.last() >= head) {
      writer.write(SseFrame.ready(cursor(resequencer.last())));
    }
  }

  /** Returns the number to go on from; it is less than the head only if the stream is to end. */
  private long begin(Optional<String> after, long head) throws IOException {
    if (after.isEmpty()) {
      return head;
    }
    var cursor = Cursor.parse(after.get()).filter(asked -> canResume(asked, head));
    if (cursor.isPresent()) {
      return catchUp(cursor.get().number());
    }
    writer.write(SseFrame.reset(cursor(head)));
    return head;
  }

  private boolean canResume(Cursor cursor, long head) {
    return cursor.epoch().equals(log.epoch())
        && cursor.number() <= head
        && (cursor.number() == head || isKept(cursor.number() + 1));
  }

  private boolean isKept(long number) {
    var first = log.after(topic, number - 1, 1);
    return !first.isEmpty() && first.getFirst().number() == number;
  }

  /**
   * Sends all of the log after a number, page by page until the stream is to end; returns the
   * number of the last event sent.
   */
  private long catchUp(long last) throws IOException {
    List<Log.Entry> page;
    do {
      page = log.after(topic, last, PAGE_SIZE);
      for (var entry : page) {
        if (entry.number() != ++last) {
          throw new IllegalStateException("the log has a gap before " + cursor(entry.number()));
        }
      }
      writer.write(page.stream().map(this::frame).toList());
    } while (page.size() == PAGE_SIZE && !endIfDue());
    return last;
  }

  private byte[] frame(Log.Entry entry) {
    return SseFrame.change(cursor(entry.number()), entry.type(), entry.data());
  }

  private Cursor cursor(long number) {
    return new Cursor(log.epoch(), number);
  }

  private List<byte[]> inOrder(List<SequencedFrame> frames) {
    if (!topic.isNumbered()) {
      return frames.stream().map(SequencedFrame::bytes).toList();
    }
    boolean hadGap = resequencer.hasGap();
    var next = resequencer.accept(frames);
    if (!hadGap || !next.isEmpty()) {
      gapSince = System.nanoTime();
    }
    return next;
  }

  /** Later events must not prolong the wait for the one that is missing. */
  private boolean isGapTimedOut() {
    return resequencer.hasGap() && System.nanoTime() - gapSince >= GAP_TIMEOUT;
  }

  private void sendMissing() throws IOException {
    if (topic.isNumbered()) {
      resequencer.continueAfter(catchUp(resequencer.last()));
    } else {
      writer.write(SseFrame.PLAIN_RESET);
    }
  }

  /** When there is something to do although no frame comes. */
  private long nextDeadline() {
    long next = earlier(writer.lastWrite() + pingAfter, earlier(endsAt, writer.expiresAt()));
    return resequencer.hasGap() ? earlier(next, gapSince + GAP_TIMEOUT) : next;
  }

  private static long earlier(long a, long b) {
    return a - b < 0 ? a : b;
  }

  /** True if the stream is to end, because it is time or because it was asked to. */
  private boolean endIfDue() {
    if (writer.isExpired()) {
      mailbox.end(EndReason.EXPIRED);
    } else if (System.nanoTime() - endsAt >= 0) {
      mailbox.end(endReason);
    }
    return mailbox.isEnding();
  }

  /** Ends the stream after what waits, or, if the right to watch is lost, before. */
  void end(EndReason reason) {
    if (reason.rightIsOver()) {
      writer.bar();
    }
    mailbox.end(reason);
  }

  void endAt(long time, EndReason reason) {
    endReason = reason;
    endsAt = time;
    mailbox.wake();
  }

  void expireAt(long time) {
    boolean isEarlier = time - writer.expiresAt() < 0;
    writer.expireAt(time);
    if (isEarlier) {
      mailbox.wake();
    }
  }

  /** Whether one write has taken so long (nanoseconds). */
  boolean isStuck(long stall) {
    return writer.stuckSince(System.nanoTime() - stall);
  }

  /** Gives up a write that does not end, and with it the connection. */
  void cut() {
    writer.cut();
  }
}
