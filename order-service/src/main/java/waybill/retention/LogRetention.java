package waybill.retention;

import static waybill.log.Columns.number;
import static waybill.log.Columns.param;
import static waybill.log.Columns.time;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import waybill.log.Database;
import waybill.log.Transaction;

/**
 * Deletes old events from the beginning of each customer's log. What is left has no gap: it is cut
 * at the first event that is young enough, although an older one may follow, because the clocks of
 * two nodes differ. A customer's last event stays, because the next number follows it. Orders stay
 * as they are.
 */
public final class LogRetention {
  /** Events deleted in one transaction, so that none takes long. */
  static final int MAX_BATCH_SIZE = 200;

  private static final int PAGE_SIZE = 500;

  private static final Logger LOG = System.getLogger(LogRetention.class.getName());

  /** Those with an old event that is not their last one. */
  private static final String CUSTOMERS =
      """
      select number from customer
       where number > ?
         and (select recorded_at from event where customer_number = number
               order by customer_number, seq limit 1) < ?
         and (select seq from event where customer_number = number
               order by customer_number, seq limit 1 offset 1) is not null
       order by number limit ?
      """;

  private static final String FIRST =
      """
      select seq, recorded_at from event where customer_number = ?
       order by customer_number, seq limit ?
      """;

  private final Database database;
  private final Duration keep;
  private final InstantSource clock;

  /**
   * @param keep zero: nothing is deleted
   */
  public LogRetention(Database database, Duration keep, InstantSource clock) {
    this.database = database;
    this.keep = keep;
    this.clock = clock;
  }

  /** Deletes the events that are too old now; returns how many. */
  public long deleteOld() {
    if (keep.isZero()) {
      return 0;
    }
    var before = clock.instant().minus(keep);
    long deleted = 0;
    var page = customers(-1, before);
    while (!page.isEmpty()) {
      for (long customer : page) {
        deleted += deleteOld(customer, before);
      }
      page = customers(page.getLast(), before);
    }
    if (deleted > 0) {
      LOG.log(Level.INFO, "{0} events from before {1} were deleted", deleted, before);
    }
    return deleted;
  }

  private List<Long> customers(long after, Instant before) {
    return database.inTransaction(
        tx -> tx.list(CUSTOMERS, row -> number(row, "number"), after, param(before), PAGE_SIZE));
  }

  private long deleteOld(long customer, Instant before) {
    long deleted = 0;
    long batch;
    do {
      batch = database.write(tx -> deleteSome(tx, customer, before));
      deleted += batch;
    } while (batch == MAX_BATCH_SIZE);
    return deleted;
  }

  private record Event(long seq, Instant recorded) {}

  private static long deleteSome(Transaction tx, long customer, Instant before) {
    var first =
        tx.list(
            FIRST,
            row -> new Event(number(row, "seq"), time(row, "recorded_at")),
            customer,
            MAX_BATCH_SIZE + 1);
    var old =
        first.stream()
            .limit(Math.max(0, first.size() - 1))
            .takeWhile(event -> event.recorded().isBefore(before))
            .toList();
    return old.isEmpty()
        ? 0
        : tx.execute(
            "delete from event where customer_number = ? and seq <= ?",
            customer,
            old.getLast().seq());
  }
}
