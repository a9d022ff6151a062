package waybill.stream;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import waybill.limits.StreamLimits;

/**
 * All open streams of this node: puts each message into the mailboxes of its topic, and ends
 * streams by credential, by time and when the service stops. Safe for use by many threads.
 */
public final class Hub implements AutoCloseable {
  private static final Duration MAX_DELAY = Duration.ofDays(36_500);

  /** Added to the drain period, before streams that are stuck are cut and again after. */
  private static final Duration CLOSE_GRACE = Duration.ofMillis(500);

  private final Log log;
  private final StreamSettings settings;
  private final InstantSource clock;
  private final ConcurrentMultimap<Topic, Mailbox> mailboxes = new ConcurrentMultimap<>();
  private final Set<CatchUpSubscription> open = ConcurrentHashMap.newKeySet();
  private final ConcurrentMultimap<String, CatchUpSubscription> byCredential =
      new ConcurrentMultimap<>();

  private volatile Predicate<String> isValid = _ -> true;
  private volatile boolean draining;
  private volatile boolean stale;

  public Hub(Log log, StreamSettings settings, InstantSource clock) {
    this.log = log;
    this.settings = settings;
    this.clock = clock;
  }

  /** Asks for each new stream whether its right ended before {@link #end} could find it. */
  public void checkCredentials(Predicate<String> isValid) {
    this.isValid = isValid;
  }

  /** Called by the bus. The frame is made once and shared by all streams; this never blocks. */
  public void deliver(Message message) {
    var subscribed = mailboxes.of(message.topic());
    if (message.isHint()) {
      subscribed.forEach(Mailbox::overflow);
    } else if (!subscribed.isEmpty()) {
      var frame = new SequencedFrame(message.number(), frame(message));
      subscribed.forEach(mailbox -> mailbox.put(frame));
    }
  }

  private byte[] frame(Message message) {
    return message.topic().isNumbered()
        ? SseFrame.change(
            log.cursor(message.topic(), message.number()), message.type(), message.data())
        : SseFrame.unnumbered(message.type(), message.data());
  }

  /**
   * Follows a topic in the calling thread; returns when the stream has ended properly.
   *
   * @param after the cursor to go on from; any other text leads to {@code reset}
   * @param permit ends the stream when its successor takes it over
   * @param out receives whole blocks only, each flushed; closed at the proper end
   * @throws IOException or what else {@code out} throws, when the client is gone
   * @throws InterruptedException if the thread was interrupted while it waited
   */
  public void follow(
      Topic topic, Optional<String> after, StreamLimits.Permit permit, OutputStream out)
      throws IOException, InterruptedException {
    var stream = new CatchUpSubscription(log, topic, out, settings, nanoTime(permit.expires()));
    try {
      open.add(stream);
      stream.stale(stale);
      byCredential.add(permit.credential(), stream);
      mailboxes.add(topic, stream.mailbox());
      permit.whenReplaced(() -> stream.end(EndReason.REPLACED));
      if (!isValid.test(permit.credential())) {
        stream.end(EndReason.REVOKED);
      }
      if (draining) {
        stream.endAt(System.nanoTime(), EndReason.SHUTDOWN);
      }
      stream.run(after);
    } finally {
      mailboxes.remove(topic, stream.mailbox());
      byCredential.remove(permit.credential(), stream);
      open.remove(stream);
    }
  }

  /** A time of the clock as one of {@link System#nanoTime}, at most a century from now. */
  private long nanoTime(Instant time) {
    var left = Duration.between(clock.instant(), time);
    return System.nanoTime() + (left.compareTo(MAX_DELAY) < 0 ? left : MAX_DELAY).toNanos();
  }

  /** The credentials of all open streams. */
  public Set<String> credentials() {
    return byCredential.keys();
  }

  /** Ends all streams of a credential. Does not block. */
  public void end(String credential, EndReason reason) {
    byCredential.of(credential).forEach(stream -> stream.end(reason));
  }

  /** Changes when the right of a credential ends. Does not block. */
  public void expire(String credential, Instant time) {
    byCredential.of(credential).forEach(stream -> stream.expireAt(nanoTime(time)));
  }

  /** Has all streams compare what they sent with the log, which may be another one now. */
  public void lookAgain() {
    open.forEach(stream -> stream.mailbox().overflow());
  }

  /** Tells all streams, also those to come, whether the log is away. */
  public void stale(boolean now) {
    stale = now;
    open.forEach(stream -> stream.stale(now));
  }

  /** The topics of live streams, each with the number up to which its slowest stream has come. */
  public Map<Topic, Long> reached() {
    var numbers = new HashMap<Topic, Long>();
    open.forEach(stream -> stream.addTo(numbers));
    return numbers;
  }

  /** How many streams are open. */
  public int size() {
    return open.size();
  }

  /** How many topics are followed; with no stream open, none. */
  public int topics() {
    return mailboxes.keys().size();
  }

  /** True once the service stops. */
  public boolean isDraining() {
    return draining;
  }

  /**
   * What a new stream gets while the service stops, or while it is not known who may watch: that it
   * has to come back. A browser gives up at any status but 200.
   */
  public byte[] farewell() {
    var reason = draining ? EndReason.SHUTDOWN : EndReason.UNAVAILABLE;
    return SseFrame.end(reason, settings.pauseAfter(reason));
  }

  /**
   * Ends every stream with {@code event: end}, spread over the drain period; one that is stuck in a
   * write is cut. Returns when all are gone, a second after the period at the latest.
   */
  @Override
  public void close() {
    draining = true;
    long now = System.nanoTime();
    long drain = settings.drain().toNanos();
    for (var stream : open) {
      stream.endAt(now + ThreadLocalRandom.current().nextLong(drain + 1), EndReason.SHUTDOWN);
    }
    try {
      awaitEmpty(settings.drain().plus(CLOSE_GRACE), () -> {});
      // repeated, because a stream that reads the log at this moment is not in a write
      awaitEmpty(CLOSE_GRACE, () -> open.forEach(CatchUpSubscription::cut));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void awaitEmpty(Duration limit, Runnable meanwhile) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!open.isEmpty() && System.nanoTime() - deadline < 0) {
      meanwhile.run();
      Thread.sleep(5);
    }
  }
}
