package waybill.order;

import java.util.List;
import java.util.Set;

/** The result of a request to change an order: accepted, or a refusal the caller must handle. */
public sealed interface Outcome {

  /** The changed order and the event that says so. */
  record Accepted(Order order, OrderEvent event) implements Outcome {}

  /** There is no such order. */
  record NotFound() implements Outcome {}

  /** The caller decided on an older version; {@code version} is the current one. */
  record Stale(long version) implements Outcome {}

  /** It names a line or a parcel which this order does not have, or a line twice. */
  record Invalid(List<WrongField> errors) implements Outcome {
    public Invalid {
      errors = List.copyOf(errors);
    }
  }

  /** Not possible now; {@code allowed} is what may follow for the same parcel or order. */
  record Illegal(String why, Set<EventType> allowed, List<WrongField> errors) implements Outcome {
    public Illegal {
      errors = List.copyOf(errors);
    }
  }
}
