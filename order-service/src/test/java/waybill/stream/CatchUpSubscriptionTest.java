package waybill.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import waybill.api.OrderTopics;
import waybill.engine.Engine;
import waybill.order.CustomerId;
import waybill.order.OrderId;

/** One stream on a real log. */
final class CatchUpSubscriptionTest {
  @TempDir static Path folder;

  private static LiveLog live;

  private final Receiver receiver = new Receiver();
  private final CustomerId customer = live.customer();
  private final Topic topic = OrderTopics.of(customer);
  private final CatchUpSubscription subscription = live.subscription(topic, receiver);
  private final Mailbox mailbox = subscription.mailbox();

  /** The customer's first event. */
  private final OrderId order = live.order(customer);

  @BeforeAll
  static void openLog() {
    live = new LiveLog(folder);
  }

  @AfterAll
  static void closeLog() {
    live.close();
  }

  @Test
  void whatWasMissedComesBeforeReady() throws Exception {
    live.notes(order, 2);
    mailbox.end(EndReason.LOGOUT);

    follow(live.cursor(1));

    assertEquals(
        List.of("order.note_added", "order.note_added", "ready", "end"), namesAfterRetry());
    assertEquals(List.of(2L, 3L), receiver.numbers());
    assertTrue(receiver.blocks().get(3).endsWith("\nid: " + live.cursor(3)));
  }

  @Test
  void whoIsUpToDateIsReadyAtOnce() throws Exception {
    mailbox.end(EndReason.LOGOUT);

    follow(live.cursor(1));

    assertEquals(List.of("ready", "end"), namesAfterRetry());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "57",
        "-",
        "garbled",
        "k3f9-c1",
        "EPOCH-c2",
        "EPOCH-c-1",
        "EPOCH-c01",
        "EPOCH-1",
        "EPOCH-o1"
      })
  void aCursorThatCannotBeResumedIsResetToTheHead(String cursor) throws Exception {
    mailbox.end(EndReason.LOGOUT);

    follow(cursor.replace("EPOCH", live.events().epoch()));

    assertEquals(List.of("reset", "ready", "end"), namesAfterRetry());
    assertTrue(receiver.blocks().get(1).endsWith("\nid: " + live.cursor(1)));
    assertTrue(receiver.blocks().get(2).endsWith("\nid: " + live.cursor(1)));
  }

  @Test
  void anOrdersStreamCountsVersions() throws Exception {
    var other = live.order(customer);
    live.note(other, "version 2 is the customer's third event");
    var ofOrder = live.subscription(OrderTopics.of(other), receiver);
    ofOrder.mailbox().end(EndReason.LOGOUT);

    ofOrder.run(Optional.of(live.cursor(0).replace("-c", "-o")));

    assertEquals(List.of(1L, 2L), receiver.numbers());
  }

  /** Its number would mean another event there. */
  @Test
  void aCustomersCursorOnAnOrdersStreamIsReset() throws Exception {
    var ofOrder = live.subscription(OrderTopics.of(order), receiver);
    ofOrder.mailbox().end(EndReason.LOGOUT);

    ofOrder.run(Optional.of(live.cursor(1)));

    assertEquals(List.of("reset", "ready", "end"), namesAfterRetry());
  }

  /** More than a mailbox holds passes while the client does not read: the log has it all. */
  @Test
  void anOverflowedStreamGoesOnFromTheLog() throws Exception {
    int passing = 3 * Mailbox.CAPACITY;
    var subscribed = live.subscribed(topic, receiver);
    receiver.afterEachWrite(() -> {
      if (receiver.names().getLast().equals("ready")) {
        live.notes(order, passing);
      } else if (receiver.numbers().size() == passing) {
        subscribed.mailbox().end(EndReason.LOGOUT);
      }
    });

    subscribed.run(Optional.of(live.cursor(1)));

    assertEquals(LongStream.rangeClosed(2, 1 + passing).boxed().toList(), receiver.numbers());
  }

  /**
   * The bus loses an event and then talks without a pause: the stream must not wait for ever for a
   * quiet moment to look for it.
   */
  @Test
  void aGapIsFilledFromTheLogAlthoughTheBusKeepsTalking() throws Exception {
    receiver.afterEachWrite(() -> {
      if (receiver.names().getLast().equals("ready")) {
        live.notes(order, 2);
        Thread.ofVirtual().start(() -> keepTelling(3, Duration.ofSeconds(2)));
      }
    });

    follow(live.cursor(1));

    assertEquals(List.of(2L, 3L), receiver.numbers());
  }

  /** Each millisecond the same event, until it has arrived or the time is over. */
  private void keepTelling(long number, Duration limit) {
    var entry = live.log().after(topic, number - 1, 1).getFirst();
    var cursor = live.log().cursor(topic, number);
    var frame = new SequencedFrame(number, SseFrame.change(cursor, entry.type(), entry.data()));
    long deadline = System.nanoTime() + limit.toNanos();
    while (!receiver.numbers().contains(number) && System.nanoTime() - deadline < 0) {
      mailbox.put(frame);
      LockSupport.parkNanos(1_000_000);
    }
    mailbox.end(EndReason.LOGOUT);
  }

  /** After a logout not ten thousand events are sent first; the cursor knows where to go on. */
  @Test
  void aStreamThatIsToEndDoesNotReadTheWholeLogFirst() throws Exception {
    live.notes(order, 350);
    receiver.afterEachWrite(() -> {
      if (!receiver.numbers().isEmpty()) {
        mailbox.end(EndReason.REVOKED);
      }
    });

    follow(live.cursor(0));

    assertTrue(receiver.numbers().size() <= 20, receiver.names()::toString);
    assertEquals("end", receiver.names().getLast());
    assertFalse(receiver.names().contains("ready"));
  }

  /** The log may be told to forget: then a client that was away too long must start anew. */
  @Test
  void aCursorOlderThanWhatIsKeptIsReset() throws Exception {
    live.notes(order, 9);
    forget(customer, 5);
    mailbox.end(EndReason.LOGOUT);

    follow(live.cursor(4));

    assertEquals(List.of("reset", "ready", "end"), namesAfterRetry());
  }

  @Test
  void theOldestCursorThatCanBeResumedIs() throws Exception {
    live.notes(order, 9);
    forget(customer, 5);
    mailbox.end(EndReason.LOGOUT);

    follow(live.cursor(5));

    assertEquals(List.of(6L, 7L, 8L, 9L, 10L), receiver.numbers());
  }

  private static void forget(CustomerId customer, long upTo) throws SQLException {
    try (var connection = DriverManager.getConnection(Engine.h2(folder), "sa", "");
        var delete =
            connection.prepareStatement(
                "delete from event where customer_number = (select number from customer where id = ?) and seq <= ?")) {
      delete.setString(1, customer.value());
      delete.setLong(2, upTo);
      assertEquals(upTo, delete.executeUpdate());
    }
  }

  private List<String> namesAfterRetry() {
    return receiver.names().stream().skip(1).toList();
  }

  private void follow(String after) throws IOException, InterruptedException {
    subscription.run(Optional.of(after));
  }
}
