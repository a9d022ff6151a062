package waybill.order;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A customer; all their orders share one sequence of events.
 *
 * @param createdAt in whole microseconds; finer parts are dropped, because databases keep no more
 */
public record Customer(CustomerId id, String name, String email, Instant createdAt) {

  public Customer {
    createdAt = createdAt.truncatedTo(ChronoUnit.MICROS);
  }
}
