package waybill.engine;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** The database that a JDBC URL names. */
public enum Engine {
  /** A file in use by another process is no reason to wait: it stays in use. */
  H2("h2", Duration.ZERO),

  /** A server that may start later than the service. */
  POSTGRESQL("postgresql", Duration.ofSeconds(60));

  private static final Logger LOG = System.getLogger(Engine.class.getName());

  /** Between two attempts to reach a server that is not there yet. */
  private static final Duration PAUSE = Duration.ofMillis(500);

  /**
   * A server may be far away, hang or lose its network, so every wait for it has a limit, and so
   * have the locks of a service that hangs. A statement is ended by the server before the driver
   * gives its connection up.
   */
  private static final Map<String, String> POSTGRESQL_LIMITS =
      Map.of(
          "ApplicationName",
          "waybill",
          "connectTimeout", // in seconds, as the next one
          "5",
          "socketTimeout",
          "15",
          "tcpKeepAlive",
          "true",
          "options",
          "-c lock_timeout=2s -c statement_timeout=10s -c idle_in_transaction_session_timeout=60s");

  private final String folder;
  private final Duration startTimeout;

  Engine(String folder, Duration startTimeout) {
    this.folder = folder;
    this.startTimeout = startTimeout;
  }

  public static Engine of(String url) {
    return url.startsWith("jdbc:postgresql:") ? POSTGRESQL : H2;
  }

  /**
   * The H2 URL of the database in a folder.
   *
   * <p>WRITE_DELAY=0: a commit is in the operating system's hands before it is acknowledged, so it
   * survives the death of this process; a power cut may take the last seconds. RETENTION_TIME stays
   * at H2's 45 s: with less, H2 may write over pages that the last version on the disk still needs.
   *
   * <p>"retry:" opens the file again that an interrupt (a stream is cut, the server stops) has
   * closed for all threads. DB_CLOSE_ON_EXIT: the pool decides when the database closes. CACHE_SIZE
   * in KiB: each garbage collection copies what H2 caches, and the system caches the file anyway.
   * TRACE_LEVEL_FILE=0: what fails is reported by exceptions, and a full disk needs no more files.
   * IFEXISTS=TRUE: where the file is removed while the service runs, H2 makes no empty one.
   */
  public static String h2(Path folder) {
    return "jdbc:h2:file:retry:%s;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;DATABASE_TO_LOWER=TRUE;QUERY_CACHE_SIZE=64;CACHE_SIZE=8192;TRACE_LEVEL_FILE=0;IFEXISTS=TRUE"
        .formatted(folder.resolve("waybill").toAbsolutePath());
  }

  /** Where the migrations are that only this database needs. */
  public String migrations() {
    return "classpath:waybill/db/" + folder;
  }

  /** The time-outs of a connection as properties of the driver; what the URL says is stronger. */
  public Properties limits() {
    var properties = new Properties();
    if (this == POSTGRESQL) {
      properties.putAll(POSTGRESQL_LIMITS);
    }
    return properties;
  }

  /**
   * Which history of which database a connection leads to; another one may give numbers twice.
   *
   * @return empty for an H2 file, and if the server does not tell
   * @throws SQLException if the server is a standby
   */
  public Optional<String> history(Connection connection) throws SQLException {
    return this == POSTGRESQL ? History.of(connection) : Optional.empty();
  }

  /**
   * The first connection. A server that is not there yet, or is a standby, is waited for, and the
   * log says so.
   *
   * @throws SQLException if it does not come in time, or refuses
   */
  public Connection connect(String url, String username, String password) throws SQLException {
    var properties = limits();
    properties.putAll(Map.of("user", username, "password", password));
    long began = System.nanoTime();
    for (boolean told = false; ; told = true) {
      try {
        var connection = DriverManager.getConnection(url, properties);
        requirePrimary(connection);
        return connection;
      } catch (SQLException e) {
        if (!SqlStates.isAway(e) || System.nanoTime() - began >= startTimeout.toNanos()) {
          throw e;
        }
        if (!told) {
          LOG.log(
              Level.WARNING,
              "the database is not there yet, it is waited for up to {0} s: {1}",
              startTimeout.toSeconds(),
              e.getMessage());
        }
        pause(e);
      }
    }
  }

  private void requirePrimary(Connection connection) throws SQLException {
    try {
      // a standby refuses to be asked in the isolation that may be the default
      connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
      history(connection);
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  private static void pause(SQLException reason) throws SQLException {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw reason;
    }
  }
}
