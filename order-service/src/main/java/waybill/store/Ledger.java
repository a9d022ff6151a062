package waybill.store;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import waybill.order.Customer;
import waybill.order.LoggedEvent;
import waybill.order.Order;
import waybill.order.OrderId;
import waybill.order.Outcome;
import waybill.order.WrongField;
import waybill.store.GroupCommit.Written;
import waybill.store.Orders.Current;

/**
 * The one entrance for changes: order, event, sequence and answer are committed together or not at
 * all.
 */
public final class Ledger {
  private final GroupCommit writer;
  private final Orders orders;
  private final EventLog log;
  private final RequestKeys keys;
  private final Recent recent = new Recent();

  public Ledger(GroupCommit writer, Orders orders, EventLog log, InstantSource clock) {
    this.writer = writer;
    this.orders = orders;
    this.log = log;
    this.keys = new RequestKeys(clock);
    writer.whenRolledBack(recent::forget);
  }

  /**
   * From an order as it is (empty: there is none of that id) to what becomes of it. Pure: it may be
   * run twice.
   */
  @FunctionalInterface
  public interface Decision {
    Outcome decide(Optional<Order> current);
  }

  /** A changed order and its event as the log keeps it. */
  public record Committed(Order order, LoggedEvent event) {}

  /**
   * Decides about one order and commits what comes of it.
   *
   * @param answer what the caller will be told, and told again for the same key
   */
  public Receipt commit(
      OrderId id,
      Decision decision,
      Author author,
      Optional<RequestKey> key,
      Function<Committed, Answer> answer) {
    return writer.write(tx -> {
      var events = new ArrayList<LoggedEvent>(1);
      var receipt =
          keys.once(
              tx,
              key,
              () ->
                  switch (decide(tx, id, decision, author, events)) {
                    case Made(var committed) -> new Receipt.Done(answer.apply(committed));
                    case Refusal(var outcome) -> new Receipt.Refused(outcome);
                  });
      return new Written<>(receipt, List.copyOf(events));
    });
  }

  private sealed interface Decided {}

  private record Made(Committed committed) implements Decided {}

  private record Refusal(Outcome outcome) implements Decided {}

  /** What is refused on something remembered is decided once more on what is so. */
  private Decided decide(
      Transaction tx, OrderId id, Decision decision, Author author, List<LoggedEvent> events) {
    var remembered = recent.find(id);
    if (remembered.isPresent()
        && decide(tx, remembered, decision, author, events) instanceof Made made) {
      return made;
    }
    return decide(tx, orders.current(tx, id), decision, author, events);
  }

  private Decided decide(
      Transaction tx,
      Optional<Current> current,
      Decision decision,
      Author author,
      List<LoggedEvent> events) {
    var outcome = decision.decide(current.map(Current::order));
    if (!(outcome instanceof Outcome.Accepted accepted)) {
      return new Refusal(outcome);
    }
    var order = accepted.order();
    var tail = current.map(Current::tail).or(() -> EventLog.tail(tx, order.customer()));
    if (tail.isEmpty()) {
      return new Refusal(
          new Outcome.Invalid(List.of(new WrongField("/customerId", "there is no such customer"))));
    }
    var next = tail.get().next();
    long number = save(tx, current, order, next);
    var event = log.append(tx, accepted.event(), number, next, author);
    recent.keep(order, number, next);
    events.add(event);
    return new Made(new Committed(order, event));
  }

  private long save(Transaction tx, Optional<Current> before, Order order, EventLog.Tail event) {
    if (before.isEmpty()) {
      return orders.insert(tx, order, event);
    }
    orders.update(tx, before.get(), order, event);
    return before.get().number();
  }

  /** Registers a customer under a new id. */
  public Receipt register(
      Customer customer, Optional<RequestKey> key, Function<Customer, Answer> answer) {
    return writer.write(
        tx -> new Written<>(keys.once(tx, key, () -> register(tx, customer, answer)), List.of()));
  }

  private static Receipt register(
      Transaction tx, Customer customer, Function<Customer, Answer> answer) {
    if (Customers.find(tx, customer.id()).isPresent()) {
      return new Receipt.Exists();
    }
    Customers.insert(tx, customer);
    return new Receipt.Done(answer.apply(customer));
  }

  /** Forgets answers older than a day; returns how many. */
  public long forgetOldAnswers() {
    return writer.write(tx -> new Written<>(keys.forgetOld(tx), List.of()));
  }
}
