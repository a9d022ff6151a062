package waybill.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import waybill.api.OrderTopics;
import waybill.order.CustomerId;
import waybill.order.OrderId;

/** What is still sent, and what is not, when a stream is to end while something waits. */
final class LostRightTest {
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final String CREDENTIAL = LiveLog.CREDENTIAL;

  @TempDir Path folder;

  private LiveLog live;
  private Hub streams;
  private CustomerId customer;
  private OrderId order;
  private final Receiver receiver = new Receiver();

  @BeforeEach
  void open() {
    live = new LiveLog(folder);
    streams = live.hub(new StreamSettings(LONG, LONG, Duration.ofMillis(50)));
    customer = live.customer();
    order = live.order(customer);
  }

  @AfterEach
  void close() {
    streams.close();
    live.close();
  }

  private Thread follow(Optional<String> after) {
    return LiveLog.start(
        () -> streams.follow(OrderTopics.of(customer), after, LiveLog.permit(), receiver));
  }

  @ParameterizedTest
  @EnumSource(names = {"LOGOUT", "REVOKED", "EXPIRED"})
  void whatWaitsIsNotSentToWhoeverLostTheRight(EndReason reason) throws Exception {
    assertEquals(List.of(2L), sentOfThree(reason));
  }

  @ParameterizedTest
  @EnumSource(names = {"MAX_AGE", "SHUTDOWN", "REPLACED"})
  void whatWaitsIsSentToWhoeverMayComeBack(EndReason reason) throws Exception {
    assertEquals(List.of(2L, 3L, 4L), sentOfThree(reason));
  }

  /** The first is being written when the others come and the end after them. */
  private List<Long> sentOfThree(EndReason reason) throws InterruptedException {
    var thread = follow(Optional.empty());
    receiver.await("ready");
    receiver.read(false);
    live.note(order, "on its way out");
    receiver.awaitBlocked();
    live.note(order, "waits");
    live.note(order, "waits too");
    streams.end(CREDENTIAL, reason);
    receiver.read(true);
    thread.join();

    var end = receiver.blocks().getLast();
    assertTrue(end.startsWith("event: end\ndata: {\"reason\":\"" + reason.wireName() + "\"}"), end);
    return receiver.numbers();
  }

  /** The end of the right came when there was no stream yet that could be told. */
  @Test
  void aRightThatEndedWhileItsStreamOpenedShowsNothing() throws Exception {
    live.notes(order, 3);
    streams.checkCredentials(credential -> !credential.equals(CREDENTIAL));

    follow(Optional.of(live.cursor(0))).join();

    assertEquals(List.of(), receiver.numbers());
    assertEquals("event: end\ndata: {\"reason\":\"revoked\"}", receiver.blocks().getLast());
  }

  @Test
  void aCatchUpStopsInTheMiddle() throws Exception {
    live.notes(order, 350);
    receiver.afterEachWrite(() -> {
      if (receiver.numbers().contains(50L)) {
        streams.end(CREDENTIAL, EndReason.REVOKED);
      }
    });

    follow(Optional.of(live.cursor(0))).join();

    long last = receiver.numbers().getLast();
    assertEquals(LongStream.rangeClosed(1, last).boxed().toList(), receiver.numbers());
    assertTrue(last <= 100, () -> "one page at most, not " + last);
    assertEquals("event: end\ndata: {\"reason\":\"revoked\"}", receiver.blocks().getLast());
  }

  /** A client that resumed from such an id would never see what was held back. */
  @Test
  void noIdIsSentBehindAnEventThatWasHeldBack() throws Exception {
    live.notes(order, 40, "x".repeat(2000));
    receiver.afterEachWrite(() -> {
      if (!receiver.numbers().isEmpty()) {
        streams.end(CREDENTIAL, EndReason.REVOKED);
      }
    });

    follow(Optional.of(live.cursor(0))).join();

    assertTrue(receiver.numbers().getLast() < 41, "nothing was held back");
    assertFalse(receiver.names().contains("ready"), receiver.names()::toString);
    assertEquals("event: end\ndata: {\"reason\":\"revoked\"}", receiver.blocks().getLast());
  }

  @Test
  void aRightThatIsProlongedLastsAndOneThatIsShortenedDoesNot() throws Exception {
    var thread = follow(Optional.empty());
    receiver.await("ready");

    streams.expire(CREDENTIAL, Instant.now().plusSeconds(100));
    streams.expire("session:of somebody else", Instant.EPOCH);
    live.note(order, "goes on");
    receiver.await(2);
    streams.expire(CREDENTIAL, Instant.now());
    thread.join();

    assertEquals("event: end\ndata: {\"reason\":\"expired\"}", receiver.blocks().getLast());
  }
}
