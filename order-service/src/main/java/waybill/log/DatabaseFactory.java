package waybill.log;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.flywaydb.core.Flyway;

/**
 * Opens a database: its tables are brought up to date first, then its pool of connections opens.
 */
record DatabaseFactory(String url, String username, String password, int poolSize) {
  /** Readers wait this long for a free connection before the request fails. */
  private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(5);

  /**
   * WRITE_DELAY=0: a commit is in the operating system's hands before it is acknowledged, so it
   * survives the death of this process; a power cut may take the last seconds, and more than those
   * if the system wrote out of order for longer than H2's RETENTION_TIME (45 s), so that stays as
   * it is: 10 s kept the file no smaller. With WRITE_DELAY=0 H2 has no thread of its own that
   * compacts the file: see {@link Database#compact}. "retry:", because an interrupt (a stream is
   * cut, the server stops) closes a plain file under all who use it: this opens it again. The
   * interrupt is forgotten then. DB_CLOSE_ON_EXIT: the pool decides when the database closes.
   * CACHE_SIZE in KiB: what H2 keeps longer, each collection has to copy, and what it reads again
   * is in the system's cache.
   */
  static String h2(Path folder) {
    return "jdbc:h2:file:retry:%s;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;DATABASE_TO_LOWER=TRUE;QUERY_CACHE_SIZE=64;CACHE_SIZE=8192"
        .formatted(folder.resolve("waybill").toAbsolutePath());
  }

  /**
   * Migrates through a pool that is closed before the one for use opens: H2's check constraints
   * hold on to the session that made them, and a pool retires each session one day. When the file
   * is opened anew, they belong to H2 itself.
   */
  Database open() {
    try (var _ = DriverManager.getConnection(url, username, password);
        var pool = pool()) {
      // tried by hand first: the pool would log a stack trace where one sentence is enough
      migrate(pool);
    } catch (SQLException e) {
      throw new Database.Unavailable(e);
    }
    return new Database(pool());
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

  private HikariDataSource pool() {
    var config = new HikariConfig();
    config.setPoolName("waybill");
    config.setJdbcUrl(url);
    config.setUsername(username);
    config.setPassword(password);
    config.setMaximumPoolSize(poolSize);
    config.setMinimumIdle(poolSize);
    config.setConnectionTimeout(CONNECTION_TIMEOUT.toMillis());
    config.setAutoCommit(false);
    return new HikariDataSource(config);
  }
}
