package waybill.stream;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One client's open stream: sends what the client missed, then what comes, each event once and in
 * order. One thread runs it from beginning to end. It is subscribed to its topic before it runs, so
 * that no event falls between reading the log and going live.
 *
 * <pre>
 *   event = last + 1   it is the next one: send it
 *   event ≤ last       it was sent: skip it
 *   event > last + 1   something is missing: wait briefly for it, then read the log after last
 * </pre>
 *
 * <p>Times are those of {@link System#nanoTime}.
 */
final class CatchUpSubscription {
  /** What a client that does not read keeps in memory: at most this many events of 64 KiB. */
  private static final int PAGE_SIZE = 20;

  /** Pings are due at multiples of this, because a thread that wakes up alone costs most. */
  private static final long PING_TICK = Duration.ofMillis(250).toNanos();

  /** A bus between machines may swap neighbours. After this the missing event is read. */
  private static final long GAP_TIMEOUT = Duration.ofMillis(50).toNanos();

  private final Log log;
  private final Topic topic;
  private final Mailbox mailbox = new Mailbox();
  private final Resequencer resequencer = new Resequencer(0);

  /** The number up to which all is sent; before the stream is live, no number is larger. */
  private volatile long reached = Long.MAX_VALUE;

  private final StreamWriter writer;
  private final StreamSettings settings;
  private final Duration pause = StreamSettings.pause();
  private final long pingAfter;
  private volatile long endsAt;
  private volatile EndReason endReason = EndReason.MAX_AGE;
  private volatile boolean stale;
  private boolean saysStale;

  /** Names the log that was read: the same numbers of another epoch are other events. */
  private Optional<Cursor> origin = Optional.empty();

  /** No event is sent from {@code expiresAt} on. */
  CatchUpSubscription(
      Log log, Topic topic, OutputStream out, StreamSettings settings, long expiresAt) {
    this.log = log;
    this.topic = topic;
    this.writer = new StreamWriter(out, expiresAt);
    this.settings = settings;
    this.pingAfter = StreamSettings.jittered(settings.ping());
    this.endsAt = System.nanoTime() + StreamSettings.jittered(settings.age());
  }

  /** Adds how far a live stream has come; of several on one topic the slowest one counts. */
  void addTo(Map<Topic, Long> numbers) {
    if (reached < Long.MAX_VALUE) {
      numbers.merge(topic, reached, Math::min);
    }
  }

  /** Where the topic's frames are put. */
  Mailbox mailbox() {
    return mailbox;
  }

  /**
   * Returns when the stream has ended properly.
   *
   * @param after the cursor to go on from; a text that cannot be resumed leads to {@code reset}
   * @throws IOException or a runtime exception of the output stream, when the client is gone; a
   *     runtime exception of the log, when it cannot be read
   * @throws InterruptedException if the thread was interrupted while it waited
   */
  void run(Optional<String> after) throws IOException, InterruptedException {
    // the client sees the headers now, not with the first event
    writer.write(SseFrame.retry(pause));
    sayWhetherStale();
    begin(after);
    while (true) {
      reached = topic.isNumbered() ? resequencer.last() : Long.MAX_VALUE;
      mailbox.await(nextDeadline());
      endIfDue();
      var delivery = mailbox.take();
      writer.write(isSameLog() ? inOrder(delivery.frames()) : List.of());
      if (delivery.end().isPresent()) {
        writer.end(SseFrame.end(delivery.end().get(), settings.pauseAfter(delivery.end().get())));
        return;
      }
      if (delivery.overflowed() || isGapTimedOut() || stale != saysStale) {
        sendMissing();
      } else if (writer.quietSince(System.nanoTime() - pingAfter)) {
        writer.write(SseFrame.PING);
      }
    }
  }

  /**
   * Sends what was missed after the cursor, or {@code reset}; then, if caught up, {@code ready}. If
   * an event was held back, no later id is sent: a client would go on behind it.
   */
  private void begin(Optional<String> after) throws IOException {
    if (!topic.isNumbered()) {
      writer.write(SseFrame.PLAIN_RESET);
      return;
    }
    origin = Optional.of(log.cursor(topic, 0));
    long head = log.head(topic);
    var cursor = after.flatMap(Cursor::parse).filter(asked -> canResume(asked, head));
    long last = cursor.map(Cursor::number).orElse(head);
    resequencer.continueAfter(last);
    if (cursor.isEmpty() && after.isPresent()) {
      reset();
    } else if (last == head || catchUp(last, head)) {
      writer.write(List.of(SseFrame.ready(log.cursor(topic, resequencer.last()), pause)));
    }
  }

  /** The cursor is of this log, not ahead of it, and what comes after it is kept. */
  private boolean canResume(Cursor cursor, long head) {
    long last = cursor.number();
    return cursor.equals(log.cursor(topic, last))
        && (last == head
            || log.after(topic, last, 1).stream().anyMatch(next -> next.number() == last + 1));
  }

  private boolean isSameLog() {
    return origin.stream().allMatch(log.cursor(topic, 0)::equals);
  }

  /** What was sent does not lead to what comes: the client has to load the snapshot again. */
  private void reset() throws IOException {
    origin = Optional.of(log.cursor(topic, 0));
    var head = log.cursor(topic, log.head(topic));
    writer.write(List.of(SseFrame.reset(head), SseFrame.ready(head, pause)));
    resequencer.continueAfter(head.number());
  }

  /** Sends the log after a number, which goes to {@code head} at least; false if it stops early. */
  private boolean catchUp(long after, long head) throws IOException {
    for (long last = after; ; last = resequencer.last()) {
      var page = log.after(topic, last, PAGE_SIZE);
      var frames = page.stream().map(this::frame).toList();
      long next = page.isEmpty() ? Math.max(last, head) : page.getLast().number();
      if (next != last + page.size() || !isSameLog()) {
        reset();
        return false;
      }
      writer.write(frames);
      resequencer.continueAfter(next);
      if (page.size() < PAGE_SIZE || endIfDue()) {
        return page.size() < PAGE_SIZE;
      }
    }
  }

  private byte[] frame(Log.Entry entry) {
    return SseFrame.change(log.cursor(topic, entry.number()), entry.type(), entry.data());
  }

  private List<byte[]> inOrder(List<SequencedFrame> frames) {
    return topic.isNumbered()
        ? resequencer.accept(frames)
        : frames.stream().map(SequencedFrame::bytes).toList();
  }

  private boolean isGapTimedOut() {
    return resequencer.hasGap() && System.nanoTime() - resequencer.gapSince() >= GAP_TIMEOUT;
  }

  private void sayWhetherStale() throws IOException {
    if (stale != saysStale) {
      saysStale = !saysStale;
      writer.write(saysStale ? SseFrame.STALE : SseFrame.FRESH);
    }
  }

  private void sendMissing() throws IOException {
    sayWhetherStale();
    if (saysStale) {
      resequencer.continueAfter(resequencer.last()); // what waits is read after FRESH
    } else if (topic.isNumbered()) {
      catchUp(resequencer.last(), 0);
    } else {
      writer.write(SseFrame.PLAIN_RESET);
    }
  }

  /** When something is due even if no frame comes: a ping, the end, or a look into the log. */
  private long nextDeadline() {
    long ping = Math.ceilDiv(writer.lastWrite() + pingAfter, PING_TICK) * PING_TICK;
    long next = earlier(ping, earlier(endsAt, writer.expiresAt()));
    return resequencer.hasGap() ? earlier(next, resequencer.gapSince() + GAP_TIMEOUT) : next;
  }

  private static long earlier(long a, long b) {
    return a - b < 0 ? a : b;
  }

  /** Asks for the end if it is due; true if the stream is to end, for any reason. */
  private boolean endIfDue() {
    if (writer.isExpired()) {
      mailbox.end(EndReason.EXPIRED);
    } else if (System.nanoTime() - endsAt >= 0) {
      mailbox.end(endReason);
    }
    return mailbox.isEnding();
  }

  /** Ends the stream after the frames that wait; without them if the right to watch is lost. */
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
    writer.expireAt(time);
    mailbox.wake();
  }

  void stale(boolean now) {
    if (stale != now) {
      stale = now;
      mailbox.wake();
    }
  }

  /** Interrupts a write that does not end, which closes the connection. */
  void cut() {
    writer.cut();
  }
}
