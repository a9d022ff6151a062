package waybill.stream;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import waybill.BackOffice;
import waybill.bus.EventBus;
import waybill.order.CustomerId;
import waybill.order.OrderId;
import waybill.store.Database;
import waybill.store.EventLog;
import waybill.store.GroupCommit;
import waybill.store.OrderCommands;
import waybill.stream.Follower.Start;
import waybill.stream.Places.Admission;
import waybill.stream.Places.Caller;
import waybill.stream.Places.Place;

/** A real log in an H2 file, whoever writes to it, and a bus of the test's choice to a hub. */
final class LiveLog implements AutoCloseable {
  private final Database database;
  private final GroupCommit writer;
  private final EventLog log;
  private final BackOffice office;
  private final Hub hub;

  LiveLog(Path folder, EventBus bus) {
    var clock = InstantSource.system();
    database = Database.open(Database.h2(folder), "sa", "", 8);
    writer = new GroupCommit(database, bus::publish);
    log = new EventLog(database, clock);
    office = new BackOffice(new OrderCommands(writer, log, clock));
    hub = new Hub(log);
    bus.subscribe(hub::deliver);
  }

  EventLog log() {
    return log;
  }

  Hub hub() {
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
    return log.epoch() + "-" + number;
  }

  Sequence of(CustomerId customer) {
    return new Sequence.OfCustomer(log, customer);
  }

  /**
   * Follows in the calling thread until something ends the stream through its mailbox.
   *
   * @param called a permit for each time that the mailbox calls
   */
  void follow(Sequence sequence, String after, Mailbox mailbox, Semaphore called, Receiver receiver)
      throws InterruptedException {
    try (var _ = hub.subscribe(sequence.topic(), mailbox)) {
      followWithoutABus(sequence, after, mailbox, called, receiver);
    }
  }

  static void followWithoutABus(
      Sequence sequence, String after, Mailbox mailbox, Semaphore called, Receiver receiver)
      throws InterruptedException {
    try {
      var follower =
          new Follower(sequence, Start.at(Optional.of(after)), mailbox, new Outlet(receiver));
      follower.begin();
      while (follower.goOn()) {
        called.acquire();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    writer.close();
    database.close();
  }

  static final Pass FOR_EVER = new Pass("test", Instant.parse("2999-01-01T00:00:00Z"));

  /** A place that nobody else wants. */
  static Place place() {
    var admission = new Places(1, 1, 1).enter(new Caller("test", FOR_EVER, Optional.empty()));
    return ((Admission.Granted) admission).place();
  }
}
