package waybill.demo;

import java.time.Instant;
import java.util.Optional;
import waybill.order.ActorKind;
import waybill.order.Change;
import waybill.order.Occurrence;
import waybill.order.Order;
import waybill.order.Shipment;
import waybill.store.Author;
import waybill.store.CommandResult;
import waybill.store.OrderCommands;

/**
 * Gives the same commands as the API, with its rules, and is refused like every other caller. One
 * thread at a time.
 */
final class Clerk {
  private static final Author SIMULATOR = new Author("demo", "");

  private final OrderCommands commands;
  private final Scene scene;

  Clerk(OrderCommands commands, Scene scene) {
    this.commands = commands;
    this.scene = scene;
  }

  void register(Person person, Instant now) {
    commands.at(now).register(person.registration(), Optional.empty());
  }

  /** Empty when there is no such customer. */
  Optional<Order> place(Change.Placed placed, Instant now) {
    return accepted(
        commands.at(now).place(placed, ActorKind.STAFF, SIMULATOR, Optional.empty()));
  }

  /** The order after the step; empty when it was refused, or changed since it was read. */
  Optional<Order> append(Step step, Order order, Instant now) {
    var change = scene.change(step, order, now);
    var happened = notBeforeLastScan(step, order, now);
    return accepted(
        commands
            .at(now)
            .append(
                order.id(),
                new Occurrence(change, happened, Scene.actor(step.act())),
                version -> version == order.version(),
                SIMULATOR,
                Optional.empty()));
  }

  /** A scanner's clock may be ahead of ours; a scan from before its last one would change nothing. */
  private static Instant notBeforeLastScan(Step step, Order order, Instant now) {
    return order
        .shipment(step.parcelOf(order))
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
