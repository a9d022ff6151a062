package waybill.log;

import java.sql.SQLException;

/** A change was decided on an order that another writer has changed since. */
final class OptimisticLockConflict extends RuntimeException {
  private static final long serialVersionUID = 1;
  private static final String UNIQUE_VIOLATION = "23505";

  OptimisticLockConflict() {
    super("another writer changed the order meanwhile");
  }

  /**
   * Whether work failed for this reason. If another writer has taken a key meanwhile, such as the
   * number of the event, the database reports a unique violation.
   */
  static boolean isCause(Throwable failure) {
    for (var cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof OptimisticLockConflict
          || (cause instanceof SQLException e && UNIQUE_VIOLATION.equals(e.getSQLState()))) {
        return true;
      }
    }
    return false;
  }
}
