package waybill;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import waybill.log.Author;
import waybill.log.CommandResult;
import waybill.log.EventLog;
import waybill.log.OrderCommands;
import waybill.log.Registration;
import waybill.order.ActorKind;
import waybill.order.Change;
import waybill.order.CustomerId;
import waybill.order.Destination;
import waybill.order.Line;
import waybill.order.NewCustomer;
import waybill.order.OrderId;
import waybill.order.ReportedChange;
import waybill.search.OrderSearch;

/** Makes changes that are committed and published, but without HTTP, which is faster. */
public final class DirectCommands {
  private static final Author AUTHOR = new Author("", "");

  private final OrderCommands commands;
  private final AtomicInteger customers = new AtomicInteger();

  public DirectCommands(OrderCommands commands) {
    this.commands = commands;
  }

  static DirectCommands of(RunningService service) {
    return new DirectCommands(commands(service));
  }

  static OrderCommands commands(RunningService service) {
    var clock = InstantSource.system();
    var log = new EventLog(service.waybill().database());
    return new OrderCommands(service.waybill().writer(), log, clock, OrderSearch::index);
  }

  /** Registers a customer, whose events begin at number 1. */
  public CustomerId customer() {
    var id = new CustomerId("c" + customers.incrementAndGet());
    var request = new NewCustomer(Optional.of(id), "A customer", id + "@example.org");
    var registration = commands.register(request, Optional.empty());
    return ((Registration.Registered) registration).customer().id();
  }

  /** Places an order, which makes one event. */
  public OrderId order(CustomerId customer) {
    var placed =
        new Change.Placed(
            customer,
            new Destination("Leipzig", "DE", ZoneOffset.UTC),
            List.of(new Line(1, "LAMP-2", "Desk lamp", 2, 0)),
            Optional.empty());
    return accepted(commands.place(placed, ActorKind.STAFF, AUTHOR, Optional.empty())).order().id();
  }

  /** Adds a note; returns its number among the customer's events once it is committed. */
  public long note(OrderId order, String text) {
    var note = new ReportedChange(new Change.NoteAdded(text), Instant.now(), ActorKind.STAFF);
    return accepted(commands.append(order, note, _ -> true, AUTHOR, Optional.empty()))
        .event()
        .seq();
  }

  /** Adds notes by concurrent writers, because that is faster. */
  public void notes(OrderId order, int count, String text) {
    try (var writers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < count; i++) {
        writers.execute(() -> note(order, text));
      }
    }
  }

  private static CommandResult.Accepted accepted(CommandResult result) {
    if (result instanceof CommandResult.Accepted accepted) {
      return accepted;
    }
    throw new AssertionError(result);
  }
}
