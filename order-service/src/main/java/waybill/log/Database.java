package waybill.log;

import io.helidon.dbclient.DbClient;
import io.helidon.dbclient.DbTransaction;
import io.helidon.dbclient.jdbc.JdbcClientBuilder;
import io.helidon.dbclient.jdbc.JdbcParametersConfig;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.h2.api.ErrorCode;
import org.jspecify.annotations.Nullable;
import waybill.engine.Engine;
import waybill.pool.ConnectionPool;
import waybill.pool.Epoch;
import waybill.storage.DataFolder;
import waybill.storage.StorageFailure;
import waybill.storage.StorageHealth;

/**
 * The database with its tables up to date, and the only way to it. Safe for use by many threads.
 *
 * <p>All work runs in a {@link Transaction} and reads all it asks for at once: outside of one,
 * Helidon's DbClient loses a pooled connection when a query does not parse, and when a result is
 * not read to its end.
 */
public final class Database implements AutoCloseable {
  /** Transactions in which work is tried that loses its races. */
  static final int MAX_TRIES = 20;

  /** Asked once a second, it should have answered by then. */
  private static final Duration MAX_SILENCE = Duration.ofSeconds(4);

  private final ConnectionPool pool;
  private final DbClient client;
  private final Optional<DataFolder> folder;
  private final StorageHealth health;
  private final Epoch epoch;
  private volatile Optional<String> lastFailure = Optional.empty();
  private volatile long lastCheck = System.nanoTime();

  private Database(
      ConnectionPool pool, Optional<DataFolder> folder, StorageHealth health, Epoch epoch) {
    this.pool = pool;
    this.folder = folder;
    this.health = health;
    this.epoch = epoch;
    this.client =
        JdbcClientBuilder.create()
            .connectionPool(pool::connection)
            .parametersSetter(
                JdbcParametersConfig.builder()
                    .useByteArrayBinding(false)
                    .useStringBinding(false)
                    .build())
            .build();
  }

  /**
   * Opens a database and migrates it; a commit is as safe as the database says.
   *
   * <p>The migration has a pool of its own, which is closed before the one for use opens: H2's
   * check constraints depend on the session that made them, and a pool closes each session some
   * day. When the file is opened again, the constraints belong to H2 itself. And a migration may
   * take longer than what the service does.
   *
   * @throws Unavailable if it cannot be reached, is in use by another process, or was made by
   *     another version of this program
   */
  public static Database open(String url, String username, String password, int poolSize) {
    var engine = Engine.of(url);
    Optional<DataFolder> folder;
    try {
      folder = DataFolder.open(url);
    } catch (UncheckedIOException e) {
      throw new Unavailable("the folder of the database cannot be used: " + e.getCause(), e);
    }
    // tried by hand first: the pool would log a stack trace where one sentence is enough
    try (var _ = engine.connect(url, username, password);
        var pool = ConnectionPool.open(url, username, password, 2, new Properties(), _ -> true)) {
      migrate(pool.source(), engine.migrations());
    } catch (SQLException e) {
      throw new Unavailable(e);
    } catch (FlywayValidateException e) {
      throw new Unavailable(
          "the database was made by another version of Waybill, and this one cannot read it;"
              + " start with another waybill.data or db.url (./run --fresh makes new demo data)",
          e);
    }
    var epoch = new Epoch(engine);
    var pool = ConnectionPool.open(url, username, password, poolSize, engine.limits(), epoch::read);
    return new Database(pool, folder, new StorageHealth(), epoch);
  }

  /** The same database by one more connection, which no other work can take. */
  Database withItsOwnConnection() {
    return new Database(pool.ofOneMore(), folder, health, epoch);
  }

  /** Names its history; made at the first call for a database that has none. */
  public Epoch epoch() {
    if (epoch.begin()) {
      write(tx -> tx.first("select epoch from installation", row -> row));
    }
    return epoch;
  }

  private static void migrate(DataSource pool, String migrations) {
    Flyway.configure()
        .dataSource(pool)
        .locations("classpath:waybill/db/common", migrations)
        .validateMigrationNaming(true)
        .ignoreMigrationPatterns(new String[0]) // by default a database of a newer program passes
        .load()
        .migrate();
  }

  /**
   * Runs work that commits as a whole, or is rolled back as a whole when it throws anything.
   *
   * @throws StorageFailure when the database cannot do it
   * @throws StorageFailure.Busy when no connection or row was free in time; nothing was done
   * @throws StorageFailure.CommitFailed when the commit of something written fails
   */
  public <T> T inTransaction(Function<Transaction, T> work) {
    DbTransaction transaction = null;
    Transaction tx;
    T result;
    try {
      transaction = client.transaction();
      tx = new Transaction(transaction, folder.isEmpty());
      result = work.apply(tx);
      if (tx.hasWritten()) {
        folder.ifPresent(DataFolder::requireFile);
      }
    } catch (RuntimeException | Error e) {
      rollBack(transaction, e);
      if (StorageFailure.isTimeout(e)) {
        throw new StorageFailure.Busy(e);
      }
      if (StorageFailure.isCause(e) && !OptimisticLockConflict.isCause(e)) {
        throw new StorageFailure(failed(e), e);
      }
      throw e;
    }
    try {
      transaction.commit();
    } catch (RuntimeException | Error e) {
      var reason = failed(e);
      throw tx.hasWritten() ? new StorageFailure.CommitFailed(e) : new StorageFailure(reason, e);
    }
    if (tx.hasWritten() && health.works()) {
      pool.evict(); // those that were opened before
    }
    return result;
  }

  /**
   * As {@link #inTransaction}, for work that reads and then writes what it decided: a transaction
   * that lost a race is retried, so the work may run more than once.
   *
   * @throws StorageFailure.Busy when it has lost too many; nothing was done
   */
  public <T> T write(Function<Transaction, T> work) {
    for (int tries = 1; ; tries++) {
      try {
        return inTransaction(work);
      } catch (RuntimeException e) {
        if (!OptimisticLockConflict.isCause(e)) {
          throw e;
        }
        if (tries == MAX_TRIES) {
          throw new StorageFailure.Busy(e);
        }
      }
    }
  }

  /**
   * H2 closes a database that it could not write; only new connections open it again. A thread that
   * is interrupted, as that of a cut stream, loses its connection: the database is not to blame.
   */
  private String failed(Throwable e) {
    if (Thread.currentThread().isInterrupted()) {
      return "interrupted";
    }
    if (!(e instanceof UncheckedIOException)) {
      pool.evict();
    }
    return health.failed(e);
  }

  private static void rollBack(@Nullable DbTransaction transaction, Throwable cause) {
    try {
      if (transaction != null) {
        transaction.rollback();
      }
    } catch (RuntimeException e) {
      cause.addSuppressed(e);
    }
  }

  /** What {@link #failure} said last, or that it still waits for an answer. Does not block. */
  public Optional<String> lastFailure() {
    var wait = Duration.ofNanos(System.nanoTime() - lastCheck);
    return wait.compareTo(MAX_SILENCE) > 0
        ? lastFailure.or(() -> Optional.of("it has not answered for " + wait.toSeconds() + " s"))
        : lastFailure;
  }

  /** As {@link #lastFailure}, by asking it now. To be called once a second, by one thread. */
  public Optional<String> check() {
    lastFailure = failure();
    lastCheck = System.nanoTime();
    return lastFailure;
  }

  /** Why the database does not work now; empty while it does. After a failure it tries a write. */
  public Optional<String> failure() {
    try {
      if (health.failure().isPresent()) {
        inTransaction(tx -> tx.execute("update installation set tried_at = current_timestamp"));
      } else {
        inTransaction(tx -> tx.first("select id from installation", row -> row));
      }
      return health.failure();
    } catch (RuntimeException e) {
      return health.failure().or(() -> Optional.of(e.toString()));
    }
  }

  /** Connections in use at this moment. */
  public int connectionsInUse() {
    return pool.inUse();
  }

  @Override
  public void close() {
    client.close();
    pool.close();
  }

  /** The database cannot be opened; the message is for the person who starts the service. */
  public static final class Unavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    Unavailable(String message, Throwable cause) {
      super(message, cause);
    }

    Unavailable(SQLException cause) {
      this(
          cause.getErrorCode() == ErrorCode.DATABASE_ALREADY_OPEN_1
              ? "the database is in use by another process; waybill.data names another folder"
              : "the database cannot be opened: " + cause.getMessage(),
          cause);
    }
  }
}
