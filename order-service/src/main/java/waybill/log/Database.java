package waybill.log;

import com.zaxxer.hikari.HikariDataSource;
import io.helidon.dbclient.DbClient;
import io.helidon.dbclient.DbTransaction;
import io.helidon.dbclient.jdbc.JdbcClientBuilder;
import io.helidon.dbclient.jdbc.JdbcParametersConfig;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Function;
import org.h2.api.ErrorCode;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;

/**
 * The database, its schema brought up to date, and the only way to it. Safe for use by many
 * threads.
 *
 * <p>All work runs in a {@link Transaction} and reads all it asks for at once: outside of one,
 * Helidon's DbClient loses a pooled connection when a query does not parse, and when a result is
 * not read to its end.
 */
public final class Database implements AutoCloseable {
  private final HikariDataSource pool;
  private final DbClient client;

  Database(HikariDataSource pool) {
    this.pool = pool;
    this.client =
        JdbcClientBuilder.create()
            .connectionPool(() -> connection(pool))
            .parametersSetter(
                JdbcParametersConfig.builder()
                    .useByteArrayBinding(false)
                    .useStringBinding(false)
                    .build())
            .build();
  }

  /** The H2 URL of the database in a folder. */
  public static String h2(Path folder) {
    return DatabaseFactory.h2(folder);
  }

  /**
   * Opens the H2 database in a folder and migrates it.
   *
   * @throws Unavailable if it cannot be opened or is in use by another process
   * @throws RuntimeException if it is newer than this program
   */
  public static Database open(Path folder, int poolSize) {
    return open(h2(folder), "sa", "", poolSize);
  }

  /**
   * Opens any database and migrates it; a commit is as safe as the database says.
   *
   * @throws Unavailable if it cannot be reached or is in use by another process
   * @throws RuntimeException if it is newer than this program
   */
  public static Database open(String url, String username, String password, int poolSize) {
    return new DatabaseFactory(url, username, password, poolSize).open();
  }

  private static Connection connection(HikariDataSource pool) {
    try {
      return pool.getConnection();
    } catch (SQLException e) {
      throw new IllegalStateException("no database connection", e);
    }
  }

  /**
   * Runs work that commits as a whole, or is rolled back as a whole when it throws anything.
   *
   * @throws CommitFailed when the commit itself fails
   */
  public <T> T inTransaction(Function<Transaction, T> work) {
    var transaction = client.transaction();
    T result;
    try {
      result = work.apply(new Transaction(transaction));
    } catch (Throwable e) {
      rollBack(transaction, e);
      throw e;
    }
    try {
      transaction.commit();
    } catch (RuntimeException | Error e) {
      throw new CommitFailed(e);
    }
    return result;
  }

  private static void rollBack(DbTransaction transaction, Throwable cause) {
    try {
      transaction.rollback();
    } catch (RuntimeException e) {
      cause.addSuppressed(e);
    }
  }

  /** The work was done, but it is not known whether its commit took effect. */
  public static final class CommitFailed extends RuntimeException {
    private static final long serialVersionUID = 1;

    CommitFailed(Throwable cause) {
      super("the commit failed", cause);
    }
  }

  /** The database cannot be opened; the message is for the person who starts the service. */
  public static final class Unavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    Unavailable(String message, Throwable cause) {
      super(message, cause);
    }

    Unavailable(SQLException cause) {
      super(
          cause.getErrorCode() == ErrorCode.DATABASE_ALREADY_OPEN_1
              ? "the database is in use by another process; waybill.data names another folder"
              : "the database cannot be opened: " + cause.getMessage(),
          cause);
    }
  }

  /** Whether a statement gets through. */
  public boolean answers() {
    try {
      return inTransaction(tx -> tx.first("select 1 as one from installation", _ -> true))
          .orElse(true);
    } catch (RuntimeException e) {
      return false;
    }
  }

  /**
   * Gives room that H2's file no longer needs back to the disk; other databases do this themselves,
   * and so does H2, but not with WRITE_DELAY=0. What it moves is forced to the disk first, so a
   * power cut takes nothing. Changes wait meanwhile.
   *
   * @param limit after which it stops, also in the middle
   */
  public void compact(Duration limit) {
    try (var connection = pool.getConnection()) {
      if (connection.isWrapperFor(JdbcConnection.class)
          && connection.unwrap(JdbcConnection.class).getSession() instanceof SessionLocal session) {
        session.getDatabase().getStore().getMvStore().compactFile((int) limit.toMillis());
      }
    } catch (SQLException e) {
      throw new IllegalStateException("the database's file could not be compacted", e);
    }
  }

  /** Connections in use at this moment. */
  public int connectionsInUse() {
    return pool.getHikariPoolMXBean().getActiveConnections();
  }

  @Override
  public void close() {
    client.close();
    pool.close();
  }
}
