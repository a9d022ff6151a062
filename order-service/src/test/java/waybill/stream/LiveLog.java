package waybill.stream;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import waybill.DirectCommands;
import waybill.api.OrderTopics;
import waybill.limits.StreamLimits;
import waybill.limits.StreamLimits.Admission;
import waybill.limits.StreamLimits.Caller;
import waybill.limits.StreamLimits.Permit;
import waybill.log.Database;
import waybill.log.EventLog;
import waybill.log.GroupCommit;
import waybill.log.OrderCommands;
import waybill.log.TestDatabase;
import waybill.order.CustomerId;
import waybill.order.OrderId;

/** A real log in a database, a way to write to it, and a bus that hears of each commit. */
final class LiveLog implements AutoCloseable {
  static final String CREDENTIAL = "session:test";

  private final EventBus bus = new InProcessBus();
  private final Database database;
  private final GroupCommit writer;
  private final EventLog log;
  private final DirectCommands office;

  LiveLog(Path folder) {
    var clock = InstantSource.system();
    database = TestDatabase.open(folder, 8);
    writer = new GroupCommit(database, event -> OrderTopics.messages(event).forEach(bus::publish));
    log = new EventLog(database);
    office = new DirectCommands(new OrderCommands(writer, log, clock, (_, _, _) -> {}));
  }

  EventLog events() {
    return log;
  }

  Database database() {
    return database;
  }

  Log log() {
    return new OrderTopics(log);
  }

  EventBus bus() {
    return bus;
  }

  /** A hub that hears of each commit. */
  Hub hub(StreamSettings settings) {
    var hub = new Hub(log(), settings, InstantSource.system());
    bus.subscribe(hub::deliver);
    return hub;
  }

  CustomerId customer() {
    return office.customer();
  }

  /** A new order: one event. */
  OrderId order(CustomerId customer) {
    return office.order(customer);
  }

  /** One more event. */
  void note(OrderId order, String text) {
    office.note(order, text);
  }

  /** So many more events. */
  void notes(OrderId order, int count) {
    notes(order, count, "note");
  }

  void notes(OrderId order, int count, String text) {
    office.notes(order, count, text);
  }

  String cursor(long number) {
    return log.epoch() + "-c" + number;
  }

  /** A stream that is not subscribed to the bus and has no deadline in the near future. */
  CatchUpSubscription subscription(Topic topic, Receiver receiver) {
    var day = Duration.ofDays(1);
    return new CatchUpSubscription(
        log(),
        topic,
        receiver,
        new StreamSettings(day, day, Duration.ZERO),
        System.nanoTime() + day.toNanos());
  }

  /** Subscribes a stream to the bus for good. */
  CatchUpSubscription subscribed(Topic topic, Receiver receiver) {
    var subscription = subscription(topic, receiver);
    bus.subscribe(message -> {
      if (message.topic().equals(topic)) {
        var cursor = log().cursor(topic, message.number());
        subscription
            .mailbox()
            .put(
                new SequencedFrame(
                    message.number(), SseFrame.change(cursor, message.type(), message.data())));
      }
    });
    return subscription;
  }

  @Override
  public void close() {
    writer.close();
    database.close();
  }

  /** A permit that no other stream wants. */
  static Permit permit() {
    var caller =
        new Caller("test", CREDENTIAL, Instant.parse("2999-01-01T00:00:00Z"), Optional.empty());
    var admission = new StreamLimits(1, 1, 1).acquire(caller);
    return ((Admission.Granted) admission).permit();
  }

  /** A stream's whole life. */
  @FunctionalInterface
  interface Stream {
    void run() throws IOException, InterruptedException;
  }

  /** Runs a stream in a thread of its own; what it throws is thrown there. */
  static Thread start(Stream stream) {
    return Thread.ofVirtual()
        .start(() -> {
          try {
            stream.run();
          } catch (IOException | InterruptedException e) {
            // the client was cut off
          }
        });
  }
}
