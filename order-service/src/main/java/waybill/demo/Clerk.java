package waybill.demo;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import waybill.desk.Desk;
import waybill.order.ActorKind;
import waybill.order.Change;
import waybill.order.Occurrence;
import waybill.order.Order;
import waybill.order.Shipment;
import waybill.store.Answer;
import waybill.store.Author;
import waybill.store.Ledger.Committed;
import waybill.store.Receipt;

/**
 * Works at the desk like anybody who uses the API: with its rules, and refused like everybody else.
 * One thread at a time.
 */
final class Clerk {
  private static final Author SIMULATOR = new Author("demo", "");
  private static final Answer NO_ANSWER =
      new Answer(201, Optional.empty(), Optional.empty(), new byte[0]);

  private final Desk desk;
  private final Scene scene;

  Clerk(Desk desk, Scene scene) {
    this.desk = desk;
    this.scene = scene;
  }

  void register(Person person, Instant now) {
    desk.at(now).register(person.registration(), Optional.empty(), _ -> NO_ANSWER);
  }

  /** Empty when there is no such customer. */
  Optional<Order> place(Change.Placed placed, Instant now) {
    var made = new AtomicReference<Optional<Order>>(Optional.empty());
    var receipt =
        desk.at(now).place(placed, ActorKind.STAFF, SIMULATOR, Optional.empty(), keeping(made));
    return outcome(receipt, made);
  }

  /** The order after the step; empty when it was refused, or changed since it was read. */
  Optional<Order> append(Step step, Order order, Instant now) {
    var change = scene.change(step, order, now);
    var made = new AtomicReference<Optional<Order>>(Optional.empty());
    var receipt =
        desk.at(now)
            .append(
                order.id(),
                new Occurrence(
                    change, notBeforeLastScan(step, order, now), Scene.actor(step.act())),
                version -> version == order.version(),
                SIMULATOR,
                Optional.empty(),
                keeping(made));
    return outcome(receipt, made);
  }

  /** Somebody's clock may be ahead of ours; a scan from before his would change nothing. */
  private static Instant notBeforeLastScan(Step step, Order order, Instant now) {
    return order
        .shipment(step.parcelOf(order))
        .flatMap(Shipment::lastScan)
        .filter(now::isBefore)
        .orElse(now);
  }

  /** The desk may decide twice; the last time is the one that was committed. */
  private static Function<Committed, Answer> keeping(AtomicReference<Optional<Order>> made) {
    return committed -> {
      made.set(Optional.of(committed.order()));
      return NO_ANSWER;
    };
  }

  private static Optional<Order> outcome(Receipt receipt, AtomicReference<Optional<Order>> made) {
    return receipt instanceof Receipt.Done ? made.get() : Optional.empty();
  }
}
