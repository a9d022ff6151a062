package waybill.order;

import java.time.Instant;

/** Somebody who has orders; all of them share one sequence of events. */
public record Customer(CustomerId id, String name, String email, Instant createdAt) {}
