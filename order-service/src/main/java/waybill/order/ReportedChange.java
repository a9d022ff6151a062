package waybill.order;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A change as staff, a courier or a system reports it, before it is accepted or refused.
 *
 * @param occurredAt when it happened, not when the service learned of it, in whole microseconds;
 *     finer parts are dropped, because databases keep no more
 */
public record ReportedChange(Change change, Instant occurredAt, ActorKind actor) {

  public ReportedChange {
    occurredAt = occurredAt.truncatedTo(ChronoUnit.MICROS);
  }
}
