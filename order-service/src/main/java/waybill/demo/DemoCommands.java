package waybill.demo;

import java.time.Instant;
import java.util.Optional;
import waybill.log.Author;
import waybill.log.CommandResult;
import waybill.log.OrderCommands;
import waybill.order.ActorKind;
import waybill.order.Change;
import waybill.order.NewCustomer;
import waybill.order.Order;
import waybill.order.ReportedChange;
import waybill.order.Shipment;

/**
 * Gives the same commands as the API, at any moment of the demo's past. The same rules apply: what
 * the order does not allow is refused. One thread at a time.
 */
final class DemoCommands {
  private static final Author AUTHOR = new Author("demo", "");

  private final OrderCommands commands;
  private final EventDetails details;

  DemoCommands(OrderCommands commands, EventDetails details) {
    this.commands = commands;
    this.details = details;
  }

  void register(DemoCustomer customer, Instant now) {
    var email = customer.id() + "@example.org";
    commands
        .at(now)
        .register(
            new NewCustomer(Optional.of(customer.id()), customer.name(), email), Optional.empty());
  }

  /** Empty when there is no such customer. */
  Optional<Order> place(Change.Placed placed, Instant now) {
    return accepted(commands.at(now).place(placed, ActorKind.STAFF, AUTHOR, Optional.empty()));
  }

  /** The order after the event; empty when it was refused, or changed since it was read. */
  Optional<Order> append(ScriptedEvent event, Order order, Instant now) {
    var reported =
        new ReportedChange(
            details.change(event, order, now),
            notBeforeLastScan(event, order, now),
            event.kind().actor());
    return accepted(
        commands
            .at(now)
            .append(
                order.id(),
                reported,
                version -> version == order.version(),
                AUTHOR,
                Optional.empty()));
  }

  /** A visitor may have reported a scan from a little ahead of our clock. */
  private static Instant notBeforeLastScan(ScriptedEvent event, Order order, Instant now) {
    return order
        .shipment(event.parcelOf(order))
        .flatMap(Shipment::lastScan)
        .filter(now::isBefore)
        .orElse(now);
  }

  private static Optional<Order> accepted(CommandResult result) {
    return result instanceof CommandResult.Accepted(var order, _)
        ? Optional.of(order)
        : Optional.empty();
  }
}
