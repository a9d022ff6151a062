package waybill.store;

import waybill.order.Outcome;

/** What became of a request to write. */
public sealed interface Receipt {

  /** It is committed: now, or by the same request earlier. */
  record Done(Answer answer) implements Receipt {}

  /** Nothing was written; the outcome is one of the refusals. */
  record Refused(Outcome outcome) implements Receipt {}

  /** Its idempotency key already belongs to a request with another body. */
  record KeyReused() implements Receipt {}

  /** Something of that name exists already. */
  record Exists() implements Receipt {}
}
