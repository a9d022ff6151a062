package waybill.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLSyntaxErrorException;

/** The database cannot do its work: no room, no file, no connection. Nothing was done. */
public final class StorageFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  public StorageFailure(String reason, Throwable cause) {
    super(reason, cause);
  }

  /** Whether work failed because of the storage, not because a statement or its data are wrong. */
  public static boolean isCause(Throwable failure) {
    for (var cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException || cause instanceof UncheckedIOException) {
        return true;
      }
      if (cause instanceof SQLException e) {
        return !(e instanceof SQLDataException
            || e instanceof SQLSyntaxErrorException
            || e instanceof SQLIntegrityConstraintViolationException);
      }
    }
    return false;
  }
}
