package waybill.engine;

import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLSyntaxErrorException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;

/** What the failure of a statement means. H2 says it by exception classes, PostgreSQL by states. */
public final class SqlStates {
  /** Unique violation, serialization failure, deadlock, and H2's concurrent update. */
  private static final Set<String> LOST_RACES = Set.of("23505", "40001", "40P01", "90131");

  /** PostgreSQL's time-outs of a lock and of a statement. */
  private static final Set<String> TIMEOUTS = Set.of("55P03", "57014");

  /** The first two characters: wrong data, a violated constraint, a wrong statement. */
  private static final Set<String> NOT_OF_STORAGE = Set.of("22", "23", "42");

  /** The server takes no connections now, as PostgreSQL says it while it starts or stops. */
  static final String NOT_NOW = "57P03";

  private SqlStates() {}

  /** Another transaction took a key or changed a row first: the work can be tried again. */
  public static boolean isLostRace(SQLException e) {
    return LOST_RACES.contains(state(e));
  }

  /** The work waited too long for a connection, a lock or its end. */
  public static boolean isTimeout(SQLException e) {
    return e instanceof SQLTimeoutException
        || (e instanceof SQLTransientConnectionException && e.getCause() == null)
        || TIMEOUTS.contains(state(e));
  }

  /** The database cannot do its work; neither the statement nor its data are wrong. */
  public static boolean isOfStorage(SQLException e) {
    return !(e instanceof SQLDataException
        || e instanceof SQLSyntaxErrorException
        || e instanceof SQLIntegrityConstraintViolationException
        || NOT_OF_STORAGE.contains(state(e).substring(0, 2)));
  }

  /** Nobody listens there yet, or the server is not ready. */
  static boolean isAway(SQLException e) {
    return state(e).startsWith("08") || state(e).startsWith("57P");
  }

  /** The server does not have a function, or not for this account. */
  static boolean isRefused(SQLException e) {
    return state(e).startsWith("42") || state(e).startsWith("0A");
  }

  private static String state(SQLException e) {
    return e.getSQLState() == null || e.getSQLState().length() < 5 ? "?????" : e.getSQLState();
  }
}
