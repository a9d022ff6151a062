package waybill.log;

import waybill.order.Customer;

/** What became of the wish to register a customer. */
public sealed interface Registration {

  /** They are registered: now, or by the same request before. */
  record Registered(Customer customer) implements Registration {}

  /** There is a customer of that id already. */
  record Exists() implements Registration {}

  /** Nothing was done: the idempotency key already belongs to a request with another body. */
  record KeyReused() implements Registration {}
}
