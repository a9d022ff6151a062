package waybill.engine;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
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
   * The first connection. A server that is not there yet is waited for, and the log says so.
   *
   * @throws SQLException if it does not come in time, or refuses
   */
  public Connection connect(String url, String username, String password) throws SQLException {
    var properties = limits();
    properties.putAll(Map.of("user", username, "password", password));
    long began = System.nanoTime();
    for (boolean told = false; ; told = true) {
      try {
        return DriverManager.getConnection(url, properties);
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

  private static void pause(SQLException reason) throws SQLException {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw reason;
    }
  }
}
