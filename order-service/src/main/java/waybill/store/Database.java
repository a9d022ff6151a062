package waybill.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.helidon.dbclient.DbClient;
import io.helidon.dbclient.DbTransaction;
import io.helidon.dbclient.jdbc.JdbcClientBuilder;
import io.helidon.dbclient.jdbc.JdbcParametersConfig;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Function;
import org.flywaydb.core.Flyway;
import org.h2.api.ErrorCode;

/**
 * The database, its schema brought up to date, and the only way to it. Safe for use by many
 * threads.
 *
 * <p>All work runs in a {@link Transaction} and reads all it asks for at once: outside of one,
 * Helidon's DbClient loses a pooled connection when a query does not parse, and when a result is
 * not read to its end.
 */
public final class Database implements AutoCloseable {
  /** Readers wait this long for a free connection before the request fails. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final String UNIQUE_VIOLATION = "23505";

  private final HikariDataSource pool;
  private final DbClient client;

  private Database(HikariDataSource pool) {
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

  /**
   * The H2 URL of a file database in a folder. WRITE_DELAY=0: a commit is in the operating system's
   * hands before it is acknowledged, so it survives the death of this process (see docs/decisions).
   * The pool, not the last connection, decides when the database closes. "retry:", because an
   * interrupt (a stream is cut, the server stops) closes a plain file under all who use it: this
   * opens it again. The interrupt is forgotten then. CACHE_SIZE in KiB, so that it does not depend
   * on the JVM's heap.
   */
  public static String h2(Path folder) {
    return "jdbc:h2:file:retry:%s;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;DATABASE_TO_LOWER=TRUE;QUERY_CACHE_SIZE=64;CACHE_SIZE=65536"
        .formatted(folder.resolve("waybill").toAbsolutePath());
  }

  /**
   * Opens the database and migrates it.
   *
   * @throws Unavailable if it cannot be reached or is in use by another process
   * @throws RuntimeException if it is newer than this program
   */
  public static Database open(String url, String username, String password, int poolSize) {
    try (var _ = DriverManager.getConnection(url, username, password)) {
      // the pool would log a stack trace where one sentence is enough
      return pooled(url, username, password, poolSize);
    } catch (SQLException e) {
      throw new Unavailable(e);
    }
  }

  private static Database pooled(String url, String username, String password, int poolSize) {
    var config = new HikariConfig();
    config.setPoolName("waybill");
    config.setJdbcUrl(url);
    config.setUsername(username);
    config.setPassword(password);
    config.setMaximumPoolSize(poolSize);
    config.setMinimumIdle(poolSize);
    config.setConnectionTimeout(PATIENCE.toMillis());
    config.setAutoCommit(false);
    var pool = new HikariDataSource(config);
    try {
      migrate(pool);
      return new Database(pool);
    } catch (RuntimeException e) {
      pool.close();
      throw e;
    }
  }

  private static void migrate(HikariDataSource pool) {
    Flyway.configure()
        .dataSource(pool)
        .locations("classpath:waybill/db/common", "classpath:waybill/db/h2")
        .validateMigrationNaming(true)
        .ignoreMigrationPatterns(new String[0]) // by default a database of a newer program passes
        .load()
        .migrate();
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
    } catch (RuntimeException e) {
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

  /** Whether a key that was to be inserted is there already, in the words of standard SQL. */
  static boolean isTaken(Throwable failure) {
    for (var cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException e && UNIQUE_VIOLATION.equals(e.getSQLState())) {
        return true;
      }
    }
    return false;
  }

  /** The work was done, but it is not known whether its commit took effect. */
  public static final class CommitFailed extends RuntimeException {
    private static final long serialVersionUID = 1;

    CommitFailed(Throwable cause) {
      super("the commit failed", cause);
    }
  }

  /** There is no way to the database; the message is for whoever starts the service. */
  public static final class Unavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

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
