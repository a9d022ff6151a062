package waybill.log;

import java.sql.SQLException;
import java.util.Set;

/** A change was decided on an order that another writer has changed since. */
final class OptimisticLockConflict extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Unique violation, serialization failure or deadlock, and H2's concurrent update. */
  private static final Set<String> LOST_RACES = Set.of("23505", "40001", "90131");

  OptimisticLockConflict() {
    super("another writer changed the order meanwhile");
  }

  /**
   * Whether work failed because another transaction was faster: it took a key, such as the number
   * of the event, or changed the same row.
   */
  static boolean isCause(Throwable failure) {
    for (var cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof OptimisticLockConflict
          || (cause instanceof SQLException e
              && LOST_RACES.contains(String.valueOf(e.getSQLState())))) {
        return true;
      }
    }
    return false;
  }
}
