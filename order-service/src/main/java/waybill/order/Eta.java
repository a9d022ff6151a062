package waybill.order;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * When the order is expected: a window in whole microseconds (finer parts are dropped, because
 * databases keep no more), and whether it is later than first promised.
 */
public record Eta(Instant from, Instant until, boolean delayed) {

  public Eta {
    from = from.truncatedTo(ChronoUnit.MICROS);
    until = until.truncatedTo(ChronoUnit.MICROS);
    if (until.isBefore(from)) {
      throw new IllegalArgumentException("a window from %s until %s".formatted(from, until));
    }
  }
}
