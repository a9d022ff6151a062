package waybill.store;

import java.sql.SQLException;

/** Another writer was faster: what was decided here was decided on something old. */
final class Overtaken extends RuntimeException {
  private static final long serialVersionUID = 1;
  private static final String UNIQUE_VIOLATION = "23505";

  Overtaken() {
    super("another writer changed the order meanwhile");
  }

  /**
   * Whether that is why work failed. Of a key that was taken the database tells in the words of
   * standard SQL.
   */
  static boolean isCause(Throwable failure) {
    for (var cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof Overtaken
          || (cause instanceof SQLException e && UNIQUE_VIOLATION.equals(e.getSQLState()))) {
        return true;
      }
    }
    return false;
  }
}
