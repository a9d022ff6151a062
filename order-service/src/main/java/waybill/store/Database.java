package waybill.store;

import com.zaxxer.hikari.HikariDataSource;
import io.helidon.dbclient.DbClient;
import io.helidon.dbclient.DbTransaction;
import io.helidon.dbclient.jdbc.JdbcClientBuilder;
import io.helidon.dbclient.jdbc.JdbcParametersConfig;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.h2.api.ErrorCode;
import org.jspecify.annotations.Nullable;

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
  private @Nullable Redo redo;
  private volatile @Nullable GroupCommit writer;

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

  /**
   * The H2 URL of a file database in a folder, for one that has no journal. WRITE_DELAY=0: a commit
   * is in the operating system's hands before it is acknowledged, so it survives the death of this
   * process (see docs/decisions).
   */
  public static String h2(Path folder) {
    return Opening.h2(folder, 0);
  }

  /**
   * Opens the H2 file in a folder with a journal beside it: what a crash took from the file is done
   * again. Only a {@link GroupCommit} writes to it.
   *
   * @throws Unavailable if it cannot be opened or is in use by another process
   * @throws RuntimeException if it is newer than this program
   */
  public static Database open(Path folder, int poolSize) {
    return open(folder, url -> url, poolSize);
  }

  /**
   * @param driver from H2's URL to that of a driver which uses H2
   */
  static Database open(Path folder, UnaryOperator<String> driver, int poolSize) {
    var journal = folder.resolve("waybill.journal");
    var url = driver.apply(Opening.h2WithJournal(folder));
    return new Opening(url, "sa", "", poolSize, Optional.of(journal)).open();
  }

  /**
   * Opens any database and migrates it; a commit is as safe as the database says.
   *
   * @throws Unavailable if it cannot be reached or is in use by another process
   * @throws RuntimeException if it is newer than this program
   */
  public static Database open(String url, String username, String password, int poolSize) {
    return new Opening(url, username, password, poolSize, Optional.empty()).open();
  }

  /** Opens the journal and redoes what a crash took from the database, before it is migrated. */
  void redo(Path journal) {
    redo = Redo.open(journal, this);
  }

  /** From now on what is written stands in the journal first, if there is one. */
  void beginJournal() {
    if (redo != null) {
      redo.begin();
    }
  }

  private static Connection connection(HikariDataSource pool) {
    try {
      return pool.getConnection();
    } catch (SQLException e) {
      throw new IllegalStateException("no database connection", e);
    }
  }

  /**
   * Runs work that commits as a whole, or is rolled back as a whole when it throws anything. Work
   * that writes belongs to {@link #write}.
   *
   * @throws CommitFailed when the commit itself fails
   */
  public <T> T inTransaction(Function<Transaction, T> work) {
    return inTransaction(work, Optional.ofNullable(redo));
  }

  private <T> T inTransaction(Function<Transaction, T> work, Optional<Redo> journal) {
    var transaction = client.transaction();
    Optional<Redo> writtenIn;
    T result;
    try {
      var tx = new Transaction(transaction);
      result = work.apply(tx);
      writtenIn = tx.written().isEmpty() ? Optional.empty() : journal;
      writtenIn.ifPresent(to -> writeDown(tx, to));
    } catch (Throwable e) {
      rollBack(transaction, e);
      throw e;
    }
    try {
      transaction.commit();
    } catch (RuntimeException | Error e) {
      writtenIn.ifPresent(Redo::undo);
      throw new CommitFailed(e);
    }
    return result;
  }

  private void writeDown(Transaction tx, Redo journal) {
    var only = writer;
    if (only == null || !only.isWriting()) {
      throw new IllegalStateException("only the writer writes to a database with a journal");
    }
    journal.write(tx);
  }

  /** Work that is not to be written down: it was before. */
  void redo(Consumer<Transaction> work) {
    inTransaction(
        tx -> {
          work.accept(tx);
          return tx;
        },
        Optional.empty());
  }

  /**
   * As {@link #inTransaction}, for work that writes: in the writer's thread if there is a journal.
   * It may be run twice there, see {@link GroupCommit}.
   */
  public <T> T write(Function<Transaction, T> work) {
    var only = writer;
    return redo == null || only == null
        ? inTransaction(work)
        : only.write(tx -> new GroupCommit.Written<>(work.apply(tx), List.of()));
  }

  /** From now on only this one writes, if there is a journal. */
  void writtenBy(GroupCommit only) {
    writer = only;
  }

  /** Whether there is something in the journal that the database's file may lack. */
  boolean isBehind() {
    return redo != null && !redo.isEmpty();
  }

  /** Whether it would take long to do again what is in the journal. */
  boolean isFarBehind() {
    return redo != null && redo.isLong();
  }

  /** Brings the file up to date, so that the journal can begin anew; by the writer. */
  void catchUp() {
    if (redo != null) {
      redo.checkpoint();
    }
  }

  /** Has H2 write all that is committed to its file. */
  void checkpoint() {
    try (var connection = pool.getConnection();
        var statement = connection.createStatement()) {
      statement.execute("checkpoint");
    } catch (SQLException e) {
      throw new IllegalStateException("the checkpoint failed", e);
    }
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

  /** There is no way to the database; the message is for whoever starts the service. */
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

  /** Whether a statement gets through, and changes are still taken. */
  public boolean answers() {
    if (redo != null && !redo.isSound()) {
      return false;
    }
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
    if (redo != null) {
      redo.close();
    }
  }
}
