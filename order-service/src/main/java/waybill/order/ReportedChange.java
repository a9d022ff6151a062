package waybill.order;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * A change as staff, a courier or a system reports it, before it is accepted or refused.
 *
 * @param occurredAt when it happened, not when the service learned of it, in whole microseconds;
 *     finer parts are dropped, because databases keep no more; if it is absent, the change happens
 *     now, after all that is known
 */
public record ReportedChange(Change change, Optional<Instant> occurredAt, ActorKind actor) {

  public ReportedChange {
    occurredAt = occurredAt.map(at -> at.truncatedTo(ChronoUnit.MICROS));
  }

  public ReportedChange(Change change, Instant occurredAt, ActorKind actor) {
    this(change, Optional.of(occurredAt), actor);
  }
}
