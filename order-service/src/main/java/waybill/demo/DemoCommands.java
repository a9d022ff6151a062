package waybill.demo;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import waybill.log.Author;
import waybill.log.CommandResult;
import waybill.log.OrderCommands;
import waybill.order.ActorKind;
import waybill.order.Change;
import waybill.order.Destination;
import waybill.order.Eta;
import waybill.order.Line;
import waybill.order.NewCustomer;
import waybill.order.Order;
import waybill.order.ReportedChange;

/** The commands of the API under the same rules, but at any moment of the demo's past. */
record DemoCommands(OrderCommands commands, RandomGenerator random) {
  private static final Author AUTHOR = new Author("demo", "");

  void register(DemoCustomer customer, Instant now) {
    var id = customer.id();
    var request = new NewCustomer(Optional.of(id), customer.name(), id + "@example.org");
    commands.at(now).register(request, Optional.empty());
  }

  /** The new order; empty if there is no such customer. */
  Optional<Order> place(
      DemoCustomer customer, Destination destination, List<Line> lines, Eta eta, Instant now) {
    var placed = new Change.Placed(customer.id(), destination, lines, Optional.of(eta));
    return accepted(commands.at(now).place(placed, ActorKind.STAFF, AUTHOR, Optional.empty()));
  }

  /** The order after the event; empty if it was refused, or changed since it was read. */
  Optional<Order> append(ScriptedEvent event, Order order, Instant now) {
    var change = EventDetails.change(event, order, now, random);
    var reported = new ReportedChange(change, Optional.empty(), event.kind().actor);
    return accepted(
        commands
            .at(now)
            .append(order.id(), reported, v -> v == order.version(), AUTHOR, Optional.empty()));
  }

  private static Optional<Order> accepted(CommandResult result) {
    return result instanceof CommandResult.Accepted(var order, _)
        ? Optional.of(order)
        : Optional.empty();
  }
}
