package waybill.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.Objects;
import java.util.stream.Stream;
import waybill.engine.SqlStates;

/** The database cannot do its work: no room, no file, no connection. Nothing was done. */
public final class StorageFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  public StorageFailure(String reason, Throwable cause) {
    super(reason, cause);
  }

  /**
   * Whether work only waited too long for a connection or a lock, which others used: the database
   * works. Where the pool could not open a connection, it names the cause.
   */
  public static boolean isTimeout(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .anyMatch(cause -> cause instanceof SQLException e && SqlStates.isTimeout(e));
  }

  /** Whether work failed because of the storage, not because a statement or its data are wrong. */
  public static boolean isCause(Throwable failure) {
    for (var cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException || cause instanceof UncheckedIOException) {
        return true;
      }
      if (cause instanceof SQLException e) {
        return SqlStates.isOfStorage(e);
      }
    }
    return false;
  }

  /** All connections, or what the work needs, are in use by others: nothing was done. */
  public static final class Busy extends RuntimeException {
    private static final long serialVersionUID = 1;

    public Busy(Throwable cause) {
      super("the database is busy", cause);
    }
  }

  /** The work was done, but it is not known whether its commit took effect. */
  public static final class CommitFailed extends RuntimeException {
    private static final long serialVersionUID = 1;

    public CommitFailed(Throwable cause) {
      super("the commit failed", cause);
    }
  }
}
