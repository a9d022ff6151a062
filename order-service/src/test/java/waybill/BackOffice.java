package waybill;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import waybill.desk.Desk;
import waybill.order.ActorKind;
import waybill.order.Change;
import waybill.order.CustomerId;
import waybill.order.Destination;
import waybill.order.Line;
import waybill.order.NewCustomer;
import waybill.order.Occurrence;
import waybill.order.OrderId;
import waybill.store.Answer;
import waybill.store.Author;
import waybill.store.EventLog;
import waybill.store.Ledger;
import waybill.store.Ledger.Committed;
import waybill.store.Orders;
import waybill.store.Receipt;

/** Staff in a hurry: real changes, committed and published, but past HTTP. */
public final class BackOffice {
  private static final Author NOBODY = new Author("", "");

  private final Desk desk;
  private final AtomicInteger customers = new AtomicInteger();

  public BackOffice(Ledger ledger) {
    this.desk = new Desk(ledger, InstantSource.system());
  }

  static BackOffice of(RunningService service) {
    return new BackOffice(ledger(service));
  }

  static Ledger ledger(RunningService service) {
    var database = service.waybill().database();
    var clock = InstantSource.system();
    return new Ledger(
        service.waybill().writer(), new Orders(database), new EventLog(database, clock), clock);
  }

  /** A new customer, whose sequence begins at 1. */
  public CustomerId customer() {
    var id = new CustomerId("c" + customers.incrementAndGet());
    var request = new NewCustomer(Optional.of(id), "Somebody", id + "@example.org");
    accepted(desk.register(request, Optional.empty(), _ -> answer("")));
    return id;
  }

  /** A new order: one event. */
  public OrderId order(CustomerId customer) {
    var placed =
        new Change.Placed(
            customer,
            new Destination("Leipzig", "DE", ZoneOffset.UTC),
            List.of(new Line(1, "LAMP-2", "Desk lamp", 2, 0)),
            Optional.empty());
    var id =
        accepted(
            desk.place(
                placed,
                ActorKind.STAFF,
                NOBODY,
                Optional.empty(),
                made -> answer(made.order().id().value())));
    return new OrderId(id);
  }

  /** One more event; returns its number in the customer's sequence once it is committed. */
  public long note(OrderId order, String text) {
    var note = new Occurrence(new Change.NoteAdded(text), Instant.now(), ActorKind.STAFF);
    return Long.parseLong(
        accepted(
            desk.append(order, note, _ -> true, NOBODY, Optional.empty(), BackOffice::number)));
  }

  /** So many more events, from many writers at once because that is faster. */
  public void notes(OrderId order, int count, String text) {
    try (var writers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < count; i++) {
        writers.execute(() -> note(order, text));
      }
    }
  }

  private static Answer number(Committed committed) {
    return answer(Long.toString(committed.event().seq()));
  }

  private static Answer answer(String what) {
    return new Answer(201, Optional.of(what), Optional.empty(), new byte[0]);
  }

  private static String accepted(Receipt receipt) {
    if (receipt instanceof Receipt.Done(var answer)) {
      return answer.location().orElseThrow();
    }
    throw new AssertionError(receipt);
  }
}
