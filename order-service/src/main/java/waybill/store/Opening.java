package waybill.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.flywaydb.core.Flyway;

/**
 * How a database is opened: what a crash took from it is done again, then its tables are brought up
 * to date.
 */
record Opening(String url, String username, String password, int poolSize, Optional<Path> journal) {
  /** Readers wait this long for a free connection before the request fails. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** Milliseconds, as H2 counts its write delay: there is nothing so old to be written. */
  private static final int NEVER = Integer.MAX_VALUE;

  /**
   * The pool, not the last connection, decides when the database closes. "retry:", because an
   * interrupt (a stream is cut, the server stops) closes a plain file under all who use it: this
   * opens it again. The interrupt is forgotten then. CACHE_SIZE in KiB: what H2 keeps longer, each
   * collection has to copy, and what it reads again is in the system's cache.
   */
  static String h2(Path folder, int writeDelay) {
    return "jdbc:h2:file:retry:%s;WRITE_DELAY=%d;DB_CLOSE_ON_EXIT=FALSE;DATABASE_TO_LOWER=TRUE;QUERY_CACHE_SIZE=64;CACHE_SIZE=8192"
        .formatted(folder.resolve("waybill").toAbsolutePath(), writeDelay);
  }

  /**
   * H2 writes its pages whenever there are many, in the writing thread and between two statements,
   * never by the clock: in the midst of a transaction another thread would write half of it. That
   * thread must not tidy up either.
   */
  static String h2WithJournal(Path folder) {
    return h2(folder, NEVER) + ";AUTO_COMPACT_FILL_RATE=0";
  }

  Database open() {
    try (var _ = DriverManager.getConnection(url, username, password)) {
      // the pool would log a stack trace where one sentence is enough
      var pool = pool();
      var database = new Database(pool);
      if (prepare(database, pool)) {
        return database;
      }
    } catch (SQLException e) {
      throw new Database.Unavailable(e);
    }
    return open();
  }

  /**
   * Redoes, migrates and begins the journal. False if a file of ours was migrated: it is closed
   * then, for H2's check constraints hold on to the session that made them, which the pool retires
   * one day. Opened anew, they belong to H2 itself.
   */
  private boolean prepare(Database database, HikariDataSource pool) {
    try {
      journal.ifPresent(database::redo);
      if (migrate(pool) && journal.isPresent()) {
        database.close();
        return false;
      }
      database.beginJournal();
      return true;
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  private HikariDataSource pool() {
    var config = new HikariConfig();
    config.setPoolName("waybill");
    config.setJdbcUrl(url);
    config.setUsername(username);
    config.setPassword(password);
    config.setMaximumPoolSize(poolSize);
    config.setMinimumIdle(poolSize);
    config.setConnectionTimeout(PATIENCE.toMillis());
    config.setAutoCommit(false);
    if (journal.isEmpty()) {
      // it may live in memory only and is not opened anew, so that session must stay
      config.setMaxLifetime(0);
    }
    return new HikariDataSource(config);
  }

  /** Whether there was something to change. */
  private static boolean migrate(HikariDataSource pool) {
    return Flyway.configure()
            .dataSource(pool)
            .locations("classpath:waybill/db/common", "classpath:waybill/db/h2")
            .validateMigrationNaming(true)
            .ignoreMigrationPatterns(
                new String[0]) // by default a database of a newer program passes
            .load()
            .migrate()
            .migrationsExecuted
        > 0;
  }
}
