package waybill.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import waybill.api.OrderTopics;
import waybill.order.CustomerId;
import waybill.order.OrderId;

/** How streams are kept alive, and how they end. */
final class HubTest {
  private static final Duration LONG = Duration.ofMinutes(5);

  @TempDir static Path folder;

  private static LiveLog live;

  private final CustomerId customer = live.customer();
  private final OrderId order = live.order(customer);
  private final Topic topic = OrderTopics.of(customer);
  private final Receiver receiver = new Receiver();

  @BeforeAll
  static void openLog() {
    live = new LiveLog(folder);
  }

  @AfterAll
  static void closeLog() {
    live.close();
  }

  /** After each of the first writes of an opening stream something is committed. */
  @Test
  void whatIsCommittedWhileAStreamOpensIsSentOnce() {
    live.notes(order, 150);
    receiver.afterEachWrite(() -> {
      if (receiver.writes().size() <= 6) {
        live.note(order, "in between");
      }
      if (receiver.numbers().contains(157L)) {
        throw new IOException("the client leaves");
      }
    });

    try (var streams = streams(LONG, LONG)) {
      LiveLog.start(
          () -> streams.follow(topic, Optional.of(live.cursor(0)), LiveLog.permit(), receiver));
      receiver.await(157);
    }

    assertEquals(LongStream.rangeClosed(1, 157).boxed().toList(), receiver.numbers());
  }

  @Test
  void aStreamThatOpensWhileTheLogIsAwaySaysSoFirst() throws Exception {
    try (var streams = streams(LONG, LONG)) {
      streams.stale(true);

      follow(streams, receiver);
      receiver.await("ready");
      streams.stale(false);
      receiver.await("fresh");

      assertEquals(List.of("stale", "ready", "fresh"), receiver.names().subList(1, 4));
    }
  }

  @Test
  void aSilentStreamIsPinged() throws Exception {
    try (var streams = streams(Duration.ofMillis(100), LONG)) {
      follow(streams, receiver);

      receiver.await("ping");
    }
  }

  /** The end of its right was not told to it, because the hub did not know it yet. */
  @Test
  void aStreamWhoseRightEndsBeforeItIsKnownSendsNoEvent() throws Exception {
    try (var streams = streams(LONG, LONG)) {
      var registered = new AtomicInteger();
      streams.checkCredentials(_ -> {
        registered.set(streams.size());
        return false;
      });

      streams.follow(topic, Optional.of(live.cursor(0)), LiveLog.permit(), receiver);

      assertEquals(1, registered.get());
      assertEquals(List.of("end"), receiver.names().stream().skip(1).toList());
    }
  }

  @Test
  void theRetryTimeIsRandom() {
    var times = LongStream.range(0, 50).mapToObj(_ -> StreamSettings.pause().toMillis()).toList();

    assertTrue(times.stream().allMatch(time -> time >= 2000 && time <= 8000), times::toString);
    assertTrue(times.stream().distinct().count() > 25, times::toString);
  }

  @Test
  void aStreamThatIsTooOldIsTold() throws Exception {
    try (var streams = streams(LONG, Duration.ofMillis(100))) {
      var thread = follow(streams, receiver);
      thread.join();

      assertEquals("event: end\ndata: {\"reason\":\"max-age\"}", receiver.blocks().getLast());
      assertEquals(0, streams.size());
      assertEquals(0, streams.topics());
    }
  }

  @Test
  void closingEndsEveryStreamAndCutsTheOneThatIsStuck() throws Exception {
    var streams = streams(LONG, LONG);
    var stuck = new Receiver();
    var threads = new ArrayList<Thread>();
    threads.add(follow(streams, receiver));
    threads.add(follow(streams, stuck));
    receiver.await("ready");
    stuck.await("ready");
    stuck.read(false);
    live.note(order, "the last one");
    receiver.await(2);

    streams.close();

    assertTrue(streams.isDraining());
    assertEquals(0, streams.size());
    var end = receiver.blocks().getLast();
    assertTrue(end.startsWith("event: end\ndata: {\"reason\":\"shutdown\"}\nretry: "), end);
    assertFalse(stuck.names().contains("end"));
    for (var thread : threads) {
      thread.join();
    }
  }

  @Test
  void theStaffStreamCountsNothingAndBeginsWithReset() throws Exception {
    try (var streams = streams(LONG, LONG)) {
      followEverything(streams);
      receiver.await("reset");
      live.note(order, "for all");
      receiver.await("order.note_added");

      assertFalse(receiver.blocks().stream().anyMatch(block -> block.contains("\nid: ")));
      assertEquals("event: reset\ndata: {}", receiver.blocks().get(1));
    }
  }

  /** It has no log to go back to, so it says that something was missed. */
  @Test
  void anOverflowedStaffStreamSaysReset() throws Exception {
    try (var streams = streams(LONG, LONG)) {
      followEverything(streams);
      receiver.await("reset");
      receiver.read(false);
      live.notes(order, 3 * Mailbox.CAPACITY);
      receiver.read(true);
      live.note(order, "afterwards");
      receiver.await(() -> receiver.names().lastIndexOf("reset") > 1);
    }
  }

  private static Hub streams(Duration ping, Duration age) {
    return live.hub(new StreamSettings(ping, age, Duration.ofMillis(50)));
  }

  private Thread follow(Hub streams, Receiver to) {
    return LiveLog.start(() -> streams.follow(topic, Optional.empty(), LiveLog.permit(), to));
  }

  private void followEverything(Hub streams) {
    LiveLog.start(
        () -> streams.follow(Topic.ALL_CHANGES, Optional.empty(), LiveLog.permit(), receiver));
  }
}
