package waybill.log;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongPredicate;
import java.util.random.RandomGenerator;
import waybill.log.IdempotencyKeys.Remembered;
import waybill.log.OrderStore.Current;
import waybill.order.ActorKind;
import waybill.order.Change;
import waybill.order.Customer;
import waybill.order.CustomerId;
import waybill.order.NewCustomer;
import waybill.order.Order;
import waybill.order.OrderId;
import waybill.order.Outcome;
import waybill.order.ReportedChange;
import waybill.order.WrongField;

/**
 * The one entrance for changes: order, event and idempotency key are committed together or not at
 * all. Each method returns when that is done, or says why nothing was. Safe for use by many
 * threads.
 */
public final class OrderCommands {
  private final GroupCommit writer;
  private final EventLog log;
  private final InstantSource clock;
  private final Hook hook;
  private final IdempotencyKeys keys;
  private final RandomGenerator random = new SecureRandom();

  /** What else is written in the transaction of an accepted change; it may run more than once. */
  @FunctionalInterface
  public interface Hook {
    void changed(Transaction tx, Optional<Order> before, Order after);
  }

  public OrderCommands(GroupCommit writer, EventLog log, InstantSource clock, Hook hook) {
    this.writer = writer;
    this.log = log;
    this.clock = clock;
    this.hook = hook;
    this.keys = new IdempotencyKeys(clock);
  }

  /** The same commands at a fixed moment, for a story that has happened already. */
  public OrderCommands at(Instant moment) {
    return new OrderCommands(writer, log, InstantSource.fixed(moment), hook);
  }

  /** Places an order for a customer that exists. */
  public CommandResult place(
      Change.Placed placed, ActorKind actor, Author author, Optional<IdempotencyKey> key) {
    return place(OrderId.random(random), placed, actor, author, key);
  }

  CommandResult place(
      OrderId id,
      Change.Placed placed,
      ActorKind actor,
      Author author,
      Optional<IdempotencyKey> key) {
    return commit(id, _ -> Order.place(id, placed, actor, clock.instant()), author, key);
  }

  /** Appends what happened, if the order still has a version that the caller expects. */
  public CommandResult append(
      OrderId id,
      ReportedChange reported,
      LongPredicate expectedVersion,
      Author author,
      Optional<IdempotencyKey> key) {
    Function<Order, Outcome> decision =
        order ->
            expectedVersion.test(order.version())
                ? order.decide(reported, clock.instant())
                : new Outcome.Stale(order.version());
    return commit(
        id, current -> current.map(decision).orElseGet(Outcome.NotFound::new), author, key);
  }

  /**
   * Decides and writes in the writer's thread, unless the key was seen before.
   *
   * @param decision from the order as it is, if there is one, to what becomes of it; it may run
   *     more than once
   */
  private CommandResult commit(
      OrderId id,
      Function<Optional<Order>, Outcome> decision,
      Author author,
      Optional<IdempotencyKey> key) {
    return writer.write(
        id.value(),
        tx ->
            key.flatMap(k -> keys.find(tx, k))
                .map(OrderCommands::answerAgain)
                .orElseGet(() -> decideAndWrite(tx, id, decision, author, key)));
  }

  private static CommandResult answerAgain(Remembered known) {
    return known.sameRequest()
        ? new CommandResult.AcceptedBefore(new OrderId(known.target()), known.version())
        : new CommandResult.KeyReused();
  }

  private CommandResult decideAndWrite(
      Transaction tx,
      OrderId id,
      Function<Optional<Order>, Outcome> decision,
      Author author,
      Optional<IdempotencyKey> key) {
    var current = OrderStore.current(tx, id);
    var outcome = decision.apply(current.map(Current::order));
    if (!(outcome instanceof Outcome.Accepted accepted)) {
      return new CommandResult.Refused(outcome);
    }
    var customer = accepted.order().customer();
    var head = current.map(Current::head).or(() -> EventLog.head(tx, customer));
    if (head.isEmpty()) {
      return new CommandResult.Refused(
          new Outcome.Invalid(List.of(new WrongField("/customerId", "there is no such customer"))));
    }
    current.ifPresentOrElse(
        before -> OrderStore.update(tx, before.order(), accepted.order()),
        () -> OrderStore.insert(tx, accepted.order()));
    hook.changed(tx, current.map(Current::order), accepted.order());
    var event = log.append(tx, accepted, head.get() + 1, author);
    key.ifPresent(k -> keys.remember(tx, k, id.value(), event.version()));
    return new CommandResult.Accepted(accepted.order(), event);
  }

  /** Registers a customer; without an id of its own it gets a random one. */
  public Registration register(NewCustomer request, Optional<IdempotencyKey> key) {
    var id =
        request
            .id()
            .orElseGet(() -> new CustomerId("c" + Long.toString(random.nextLong(1L << 50), 36)));
    var customer = new Customer(id, request.name(), request.email(), clock.instant());
    return writer.write(
        "",
        tx ->
            key.flatMap(k -> keys.find(tx, k))
                .map(known -> registeredBefore(tx, known))
                .orElseGet(() -> register(tx, customer, key)));
  }

  private static Registration registeredBefore(Transaction tx, Remembered known) {
    return known.sameRequest()
        ? new Registration.RegisteredBefore(
            Customers.find(tx, new CustomerId(known.target())).orElseThrow())
        : new Registration.KeyReused();
  }

  private Registration register(Transaction tx, Customer customer, Optional<IdempotencyKey> key) {
    if (Customers.find(tx, customer.id()).isPresent()) {
      return new Registration.Exists();
    }
    Customers.insert(tx, customer);
    key.ifPresent(k -> keys.remember(tx, k, customer.id().value(), 0));
    return new Registration.Registered(customer);
  }

  /** Deletes idempotency keys older than a day; returns how many. */
  public long forgetOldKeys() {
    return writer.write("", keys::deleteOld);
  }
}
