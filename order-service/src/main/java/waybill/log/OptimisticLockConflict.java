package waybill.log;

import java.sql.SQLException;

/** Another writer was faster: this change was decided on an order that is no longer current. */
final class OptimisticLockConflict extends RuntimeException {
  private static final long serialVersionUID = 1;
  private static final String UNIQUE_VIOLATION = "23505";

  OptimisticLockConflict() {
    super("another writer changed the order meanwhile");
  }

  /**
   * Whether work failed for this reason. A key that another writer took meanwhile is one too: the
   * database reports it with the SQL state of a unique violation.
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
