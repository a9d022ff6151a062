package waybill.stream;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import waybill.limits.StreamLimits;
import waybill.limits.StreamLimits.Admission;
import waybill.limits.StreamLimits.Caller;

/** A failure of the log ends the streams that read it, and nothing of such a stream remains. */
final class FailingLogTest {
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final Topic TOPIC = new Topic("customer:ada");
  private static final Topic OTHER = new Topic("customer:grace");

  private final FailingLog log = new FailingLog();
  private final Hub hub =
      new Hub(log, new StreamSettings(LONG, LONG, Duration.ZERO), InstantSource.system());
  private final StreamLimits limits = new StreamLimits(1, 1, 2);

  /** Every topic has one event, until the failure is set. */
  private static final class FailingLog implements Log {
    private volatile @Nullable Throwable failure;

    @Override
    public long head(Topic topic) {
      failIfSet();
      return 1;
    }

    @Override
    public List<Entry> after(Topic topic, long number, int limit) {
      failIfSet();
      return number < 1 ? List.of(new Entry(1, "order.placed", data())) : List.of();
    }

    @Override
    public Cursor cursor(Topic topic, long number) {
      return new Cursor("e", 'c', number);
    }

    private void failIfSet() {
      switch (failure) {
        case null -> {}
        case RuntimeException e -> throw e;
        case Error e -> throw e;
        default -> throw new AssertionError("the log cannot throw this", failure);
      }
    }
  }

  static List<Throwable> failures() {
    return List.of(new IllegalStateException("the database is closed"), new StackOverflowError());
  }

  @ParameterizedTest
  @MethodSource("failures")
  void aStreamThatCannotReadItsMissingEventsEndsAndReleasesItsPermit(Throwable failure)
      throws Exception {
    var receiver = new Receiver();
    var stream = follow(TOPIC, Optional.of("e-c0"), receiver);
    receiver.await("ready");

    log.failure = failure;
    hub.deliver(message(TOPIC, 3));

    assertSame(failure, failureOf(stream));
    assertEquals(List.of("order.placed", "ready"), receiver.names().subList(1, 3));
    assertNothingIsLeft();
  }

  @ParameterizedTest
  @MethodSource("failures")
  void aStreamThatCannotBeginReleasesItsPermit(Throwable failure) {
    log.failure = failure;

    var stream = follow(TOPIC, Optional.empty(), new Receiver());

    assertSame(failure, failureOf(stream));
    assertNothingIsLeft();
  }

  @Test
  void theOtherStreamsGoOn() {
    var receiver = new Receiver();
    var other = new Receiver();
    var stream = follow(TOPIC, Optional.empty(), receiver);
    var otherStream = follow(OTHER, Optional.empty(), other);
    receiver.await("ready");
    other.await("ready");

    log.failure = new IllegalStateException("the database is closed");
    hub.deliver(message(TOPIC, 3));
    assertSame(log.failure, failureOf(stream));
    hub.deliver(message(OTHER, 2));
    other.await(2);

    assertFalse(otherStream.isDone());
    assertEquals(1, hub.size());
    assertEquals(Set.of("session:" + OTHER.name()), hub.credentials());
    hub.close();
  }

  private void assertNothingIsLeft() {
    assertEquals(0, hub.size());
    assertEquals(0, hub.topics());
    assertEquals(Set.of(), hub.credentials());
    assertEquals(0, limits.inUse());
    assertInstanceOf(Admission.Granted.class, limits.acquire(caller(TOPIC)));
  }

  /** Follows a topic in a thread of its own, with a permit, as the route does. */
  private CompletableFuture<Void> follow(Topic topic, Optional<String> after, Receiver receiver) {
    var admission = assertInstanceOf(Admission.Granted.class, limits.acquire(caller(topic)));
    var ended = new CompletableFuture<Void>();
    Thread.ofVirtual()
        .start(() -> {
          try (var permit = admission.permit()) {
            hub.follow(topic, after, permit, receiver);
          } catch (Throwable e) {
            ended.completeExceptionally(e);
          }
          ended.complete(null);
        });
    return ended;
  }

  private static Throwable failureOf(CompletableFuture<Void> stream) {
    return assertThrows(ExecutionException.class, stream::get).getCause();
  }

  private static Caller caller(Topic topic) {
    return new Caller(topic.name(), "session:" + topic.name(), Instant.MAX, Optional.of("tab"));
  }

  private static Message message(Topic topic, long number) {
    return new Message(topic, number, "order.note_added", data());
  }

  private static byte[] data() {
    return "{}".getBytes(US_ASCII);
  }
}
