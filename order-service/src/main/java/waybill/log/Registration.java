package waybill.log;

import waybill.order.Customer;

/** What became of the wish to register a customer. */
public sealed interface Registration {

  /** They are registered now. */
  record Registered(Customer customer) implements Registration {}

  /** They were registered by the same request before; nothing was done now. */
  record RegisteredBefore(Customer customer) implements Registration {}

  /** There is a customer of that id already. */
  record Exists() implements Registration {}

  /** Nothing was done: the idempotency key already belongs to a request with another body. */
  record KeyReused() implements Registration {}
}
