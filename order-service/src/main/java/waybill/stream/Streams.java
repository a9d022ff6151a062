package waybill.stream;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import waybill.order.CustomerId;
import waybill.order.OrderId;
import waybill.store.EventLog;
import waybill.stream.Follower.Start;
import waybill.stream.Places.Place;

/**
 * All open streams of this node. The thread that opens a stream sleeps until it is over; one watch
 * looks after all of them: silence, stuck writes, age, drain. Safe for use by many threads.
 */
public final class Streams implements AutoCloseable {
  private static final Duration CENTURY = Duration.ofDays(36_500);
  private static final Duration DRAINING = Duration.ofMillis(20);

  private final EventLog log;
  private final Hub hub;
  private final StreamSettings settings;
  private final InstantSource clock;
  private final OpenStreams open = new OpenStreams();
  private final Thread watch;
  private volatile boolean draining;

  public Streams(EventLog log, Hub hub, StreamSettings settings, InstantSource clock) {
    this.log = log;
    this.hub = hub;
    this.settings = settings;
    this.clock = clock;
    this.watch = Thread.ofPlatform().name("waybill-watch").daemon().start(this::watch);
  }

  /**
   * Follows a customer's sequence until the stream is ended or the client is gone.
   *
   * @param after the cursor to go on from; anything else that is said there leads to {@code reset}
   * @param place ends the stream when its successor takes it over
   * @param out receives whole blocks only, each flushed
   * @throws IOException or what else {@code out} throws, when the client is gone
   */
  public void follow(CustomerId customer, Optional<String> after, Place place, OutputStream out)
      throws IOException {
    follow(new Sequence.OfCustomer(log, customer), after, place, out);
  }

  /**
   * As {@link #follow(CustomerId, Optional, Place, OutputStream)}, for an order and its versions.
   */
  public void follow(OrderId order, Optional<String> after, Place place, OutputStream out)
      throws IOException {
    follow(new Sequence.OfOrder(log, order), after, place, out);
  }

  private void follow(Sequence sequence, Optional<String> after, Place place, OutputStream out)
      throws IOException {
    open(
        sequence.topic(),
        place,
        out,
        (mailbox, outlet) -> new Follower(sequence, Start.at(after), mailbox, outlet));
  }

  /**
   * Every change, live: nothing is counted, and {@code reset} says that something may have been
   * missed.
   */
  public void followEverything(Place place, OutputStream out) throws IOException {
    open(new Topic.Everything(), place, out, Everything::new);
  }

  private void open(
      Topic topic, Place place, OutputStream out, BiFunction<Mailbox, Outlet, OpenStream.Work> work)
      throws IOException {
    long endsAt = System.nanoTime() + jittered(settings.age());
    var pass = place.pass();
    // the watch may come by as much later as it pauses
    long pingAfter = jittered(settings.ping().minus(pause()));
    var stream = new OpenStream(out, work, pingAfter, endsAt, nanoTime(pass.expires()));
    open.add(pass.credential(), stream);
    try (var _ = hub.subscribe(topic, stream.mailbox())) {
      place.whenReplaced(() -> stream.end(EndReason.REPLACED));
      if (draining) {
        stream.endAt(System.nanoTime(), EndReason.SHUTDOWN);
      }
      stream.run();
    } catch (InterruptedException e) {
      // the watch cut it, or the server stops: there is nobody left to tell
      Thread.currentThread().interrupt();
    } finally {
      open.remove(pass.credential(), stream);
    }
  }

  /** The credentials that a stream is open by. */
  public Set<String> credentials() {
    return open.credentials();
  }

  /** Ends all streams of a credential; no event is written to them from now on. */
  public void end(String credential, EndReason reason) {
    open.of(credential).forEach(stream -> stream.end(reason));
  }

  /** The right behind these streams ends at another time than was known. */
  public void expire(String credential, Instant time) {
    open.of(credential).forEach(stream -> stream.expireAt(nanoTime(time)));
  }

  /** A time of the world as one of {@link System#nanoTime}; a century at most. */
  private long nanoTime(Instant time) {
    var left = Duration.between(clock.instant(), time);
    return System.nanoTime() + (left.compareTo(CENTURY) < 0 ? left : CENTURY).toNanos();
  }

  /** What every stream begins with: how long to wait before coming back. */
  public static byte[] opening() {
    return Frames.retry(retry());
  }

  /** Spread, so that a restart does not bring all clients back at once. */
  private static Duration retry() {
    return Duration.ofMillis(ThreadLocalRandom.current().nextLong(2000, 8001));
  }

  /**
   * Four fifths to the whole of a duration, in nanoseconds: what began together does not happen
   * together.
   */
  private static long jittered(Duration duration) {
    long nanos = duration.toNanos();
    return ThreadLocalRandom.current().nextLong(nanos * 4 / 5, nanos + 1);
  }

  /**
   * How long the watch rests between two rounds: of many thousand silent streams each round costs,
   * and those that are woken together wake cheaply.
   */
  private Duration pause() {
    var shortest =
        settings.ping().compareTo(settings.stall()) < 0 ? settings.ping() : settings.stall();
    return Duration.ofMillis(Math.clamp(shortest.toMillis() / 10, 10, 1000));
  }

  private void watch() {
    // until the service is closed
    while (!Thread.interrupted()) {
      LockSupport.parkNanos(this, (draining ? DRAINING : pause()).toNanos());
      long now = System.nanoTime();
      for (var stream : open.all()) {
        stream.check(now, settings.stall().toNanos());
      }
    }
  }

  /** How many streams are open. */
  public int size() {
    return open.all().size();
  }

  /** How many customers and orders are followed; with no stream open, none. */
  public int topics() {
    return hub.topics();
  }

  /** True once the service stops: new streams are to be refused. */
  public boolean isDraining() {
    return draining;
  }

  /**
   * Ends every stream with {@code event: end}, spread over the drain period; one that is stuck in a
   * write is cut. Returns when all are gone, a second after the period at the latest.
   */
  @Override
  public void close() {
    draining = true;
    long now = System.nanoTime();
    for (var stream : open.all()) {
      stream.endAt(
          now + ThreadLocalRandom.current().nextLong(settings.drain().toNanos() + 1),
          EndReason.SHUTDOWN);
    }
    LockSupport.unpark(watch);
    try {
      awaitEmpty(settings.drain().plusMillis(500), _ -> {});
      // again and again: one that is just reading the log misses it
      awaitEmpty(Duration.ofMillis(500), OpenStream::cut);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    watch.interrupt();
  }

  private void awaitEmpty(Duration limit, Consumer<OpenStream> meanwhile)
      throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!open.all().isEmpty() && System.nanoTime() - deadline < 0) {
      open.all().forEach(meanwhile);
      Thread.sleep(5);
    }
  }
}
