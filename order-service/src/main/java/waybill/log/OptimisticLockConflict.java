package waybill.log;

import java.sql.SQLException;
import java.util.Objects;
import java.util.stream.Stream;
import waybill.engine.SqlStates;

/** A change was decided on an order that another writer has changed since. */
final class OptimisticLockConflict extends RuntimeException {
  private static final long serialVersionUID = 1;

  OptimisticLockConflict() {
    super("another writer changed the order meanwhile");
  }

  /**
   * Whether work failed because another transaction was faster: it took a key, such as the number
   * of the event, or changed the same row.
   */
  static boolean isCause(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .anyMatch(cause ->
            cause instanceof OptimisticLockConflict
                || (cause instanceof SQLException e && SqlStates.isLostRace(e)));
  }
}
