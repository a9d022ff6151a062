package waybill.log;

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
 * The database with its tables up to date, and the only way to it. Safe for use by many threads.
 *
 * <p>All work runs in a {@link Transaction} and reads all it asks for at once: outside of one,
 * Helidon's DbClient loses a pooled connection when a query does not parse, and when a result is
 * not read to its end.
 */
public final class Database implements AutoCloseable {
  /** A request that waits longer than this for a free connection fails. */
  private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(5);

  private static final int MAX_TRIES = 20;

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

  private static Connection connection(HikariDataSource pool) {
    try {
      return pool.getConnection();
    } catch (SQLException e) {
      throw new IllegalStateException("no database connection", e);
    }
  }

  /**
   * The H2 URL of the database in a folder.
   *
   * <p>WRITE_DELAY=0: a commit is in the operating system's hands before it is acknowledged, so it
   * survives the death of this process; a power cut may take the last seconds. RETENTION_TIME stays
   * at H2's 45 s: with less, H2 may write over pages that the last complete version still needs,
   * and a killed process loses what it acknowledged.
   *
   * <p>"retry:" opens the file again that an interrupt (a stream is cut, the server stops) has
   * closed for all threads. DB_CLOSE_ON_EXIT: the pool decides when the database closes. CACHE_SIZE
   * in KiB: each garbage collection copies what H2 caches, and the system caches the file anyway.
   */
  public static String h2(Path folder) {
    return "jdbc:h2:file:retry:%s;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;DATABASE_TO_LOWER=TRUE;QUERY_CACHE_SIZE=64;CACHE_SIZE=8192"
        .formatted(folder.resolve("waybill").toAbsolutePath());
  }

  /**
   * Opens a database and migrates it; a commit is as safe as the database says.
   *
   * <p>The migration has a pool of its own, which is closed before the one for use opens: H2's
   * check constraints depend on the session that made them, and a pool closes each session some
   * day. When the file is opened again, the constraints belong to H2 itself.
   *
   * @throws Unavailable if it cannot be reached or is in use by another process
   * @throws RuntimeException if it is newer than this program
   */
  public static Database open(String url, String username, String password, int poolSize) {
    var config = config(url, username, password, poolSize);
    // tried by hand first: the pool would log a stack trace where one sentence is enough
    try (var _ = DriverManager.getConnection(url, username, password);
        var pool = new HikariDataSource(config)) {
      migrate(pool);
    } catch (SQLException e) {
      throw new Unavailable(e);
    }
    return new Database(new HikariDataSource(config));
  }

  private static HikariConfig config(String url, String username, String password, int poolSize) {
    var config = new HikariConfig();
    config.setPoolName("waybill");
    config.setJdbcUrl(url);
    config.setUsername(username);
    config.setPassword(password);
    config.setMaximumPoolSize(poolSize);
    config.setMinimumIdle(poolSize);
    config.setConnectionTimeout(CONNECTION_TIMEOUT.toMillis());
    config.setAutoCommit(false);
    return config;
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

  /**
   * As {@link #inTransaction}, for work that reads and then writes what it decided: a transaction
   * that lost a race is retried, so the work may run more than once.
   */
  public <T> T write(Function<Transaction, T> work) {
    for (int tries = 1; ; tries++) {
      try {
        return inTransaction(work);
      } catch (RuntimeException e) {
        if (tries == MAX_TRIES || !OptimisticLockConflict.isCause(e)) {
          throw e;
        }
      }
    }
  }

  private static void rollBack(DbTransaction transaction, Throwable cause) {
    try {
      transaction.rollback();
    } catch (RuntimeException e) {
      cause.addSuppressed(e);
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

    Unavailable(SQLException cause) {
      super(
          cause.getErrorCode() == ErrorCode.DATABASE_ALREADY_OPEN_1
              ? "the database is in use by another process; waybill.data names another folder"
              : "the database cannot be opened: " + cause.getMessage(),
          cause);
    }
  }
}
