package waybill.log;

import waybill.order.LoggedEvent;
import waybill.order.Order;
import waybill.order.OrderId;
import waybill.order.Outcome;

/** What became of a command that changes an order. */
public sealed interface CommandResult {

  /** It is committed: the order after it, and its event as the log keeps it. */
  record Accepted(Order order, LoggedEvent event) implements CommandResult {}

  /**
   * The same request was accepted before; nothing was done now. Its event has this place in the
   * log.
   */
  record AcceptedBefore(OrderId order, long version) implements CommandResult {}

  /** Nothing was done; the outcome is one of the refusals. */
  record Refused(Outcome outcome) implements CommandResult {}

  /** Nothing was done: the idempotency key already belongs to a request with another body. */
  record KeyReused() implements CommandResult {}
}
