package waybill.desk;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongPredicate;
import java.util.random.RandomGenerator;
import waybill.order.ActorKind;
import waybill.order.Change;
import waybill.order.Customer;
import waybill.order.CustomerId;
import waybill.order.NewCustomer;
import waybill.order.Occurrence;
import waybill.order.Order;
import waybill.order.OrderId;
import waybill.order.Outcome;
import waybill.store.Answer;
import waybill.store.Author;
import waybill.store.Ledger;
import waybill.store.Ledger.Committed;
import waybill.store.Receipt;
import waybill.store.RequestKey;

/**
 * What staff do. Each method returns when the change is committed, or says why nothing was changed.
 * Safe for use by many threads.
 */
public final class Desk {
  private final Ledger ledger;
  private final InstantSource clock;
  private final RandomGenerator random = new SecureRandom();

  public Desk(Ledger ledger, InstantSource clock) {
    this.ledger = ledger;
    this.clock = clock;
  }

  /** The same desk at a fixed moment: so a story can be told that happened already. */
  public Desk at(Instant moment) {
    return new Desk(ledger, InstantSource.fixed(moment));
  }

  /**
   * Places an order for a customer that exists.
   *
   * @param answer what the caller is told, kept with the key
   */
  public Receipt place(
      Change.Placed placed,
      ActorKind actor,
      Author author,
      Optional<RequestKey> key,
      Function<Committed, Answer> answer) {
    var id = OrderId.random(random);
    var now = clock.instant();
    return ledger.commit(id, _ -> Order.place(id, placed, actor, now), author, key, answer);
  }

  /**
   * Appends what happened to an order.
   *
   * @param expected whether the caller's decision holds for the order's current version
   * @param answer what the caller is told, kept with the key
   */
  public Receipt append(
      OrderId id,
      Occurrence occurrence,
      LongPredicate expected,
      Author author,
      Optional<RequestKey> key,
      Function<Committed, Answer> answer) {
    var now = clock.instant();
    return ledger.commit(
        id,
        current ->
            current
                .map(order ->
                    expected.test(order.version())
                        ? order.decide(occurrence, now)
                        : new Outcome.Stale(order.version()))
                .orElseGet(Outcome.NotFound::new),
        author,
        key,
        answer);
  }

  /** Registers a customer; without an id of its own it gets a random one. */
  public Receipt register(
      NewCustomer request, Optional<RequestKey> key, Function<Customer, Answer> answer) {
    var id =
        request
            .id()
            .orElseGet(() -> new CustomerId("c" + Long.toString(random.nextLong(1L << 50), 36)));
    var customer = new Customer(id, request.name(), request.email(), clock.instant());
    return ledger.register(customer, key, answer);
  }
}
