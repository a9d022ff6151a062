package waybill.pool;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;

/**
 * Open connections to one database. Each new one is looked at before its first use: it may lead to
 * another server than those before. Safe for use by many threads.
 */
public final class ConnectionPool implements AutoCloseable {
  /** A request that waits longer than this for a free connection fails. */
  private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(5);

  /** A connection that does not answer within this time is replaced. */
  private static final Duration VALIDATION_TIMEOUT = Duration.ofSeconds(2);

  private final HikariDataSource source;
  private final FirstLook firstLook;

  /** This pool and those beside it on the same database. */
  private final List<HikariDataSource> all;

  private final Set<Connection> known =
      Collections.newSetFromMap(Collections.synchronizedMap(new WeakHashMap<>()));

  /** What is done with a new connection. */
  @FunctionalInterface
  public interface FirstLook {
    /**
     * False if the connection has to be looked at again before its next use.
     *
     * @throws SQLException if the connection must not be used
     */
    boolean at(Connection connection) throws SQLException;
  }

  private ConnectionPool(HikariConfig config, FirstLook firstLook, List<HikariDataSource> all) {
    this.source = new HikariDataSource(config);
    this.firstLook = firstLook;
    this.all = all;
    all.add(source);
  }

  /**
   * Opens a pool of connections that do not commit by themselves.
   *
   * @param driver further properties of the driver
   */
  public static ConnectionPool open(
      String url,
      String username,
      String password,
      int size,
      Properties driver,
      FirstLook firstLook) {
    var config = new HikariConfig();
    config.setPoolName("waybill");
    config.setJdbcUrl(url);
    config.setUsername(username);
    config.setPassword(password);
    config.setDataSourceProperties(driver);
    config.setMaximumPoolSize(size);
    config.setMinimumIdle(size);
    config.setConnectionTimeout(CONNECTION_TIMEOUT.toMillis());
    config.setValidationTimeout(VALIDATION_TIMEOUT.toMillis());
    config.setAutoCommit(false);
    config.setTransactionIsolation("TRANSACTION_READ_COMMITTED"); // the default may be another one
    return new ConnectionPool(config, firstLook, new CopyOnWriteArrayList<>());
  }

  /** One more connection to the same database, which no other work can take. */
  public ConnectionPool ofOneMore() {
    var config = new HikariConfig();
    source.copyStateTo(config);
    config.setPoolName("waybill-writer");
    config.setMinimumIdle(1);
    config.setMaximumPoolSize(1);
    return new ConnectionPool(config, firstLook, all);
  }

  /**
   * Takes a connection; to close it gives it back.
   *
   * @throws IllegalStateException if there is none in time, or if it must not be used
   */
  public Connection connection() {
    try {
      var connection = source.getConnection();
      try {
        var physical = connection.unwrap(Connection.class);
        if (!known.contains(physical) && firstLook.at(connection)) {
          known.add(physical);
        }
        return connection;
      } catch (SQLException | RuntimeException e) {
        connection.close();
        throw e;
      }
    } catch (SQLException e) {
      throw new IllegalStateException("no database connection", e);
    }
  }

  /** The same connections, for a library that wants a data source; none is looked at. */
  public DataSource source() {
    return source;
  }

  /** Replaces all connections, also those of the pools beside this one, once they are free. */
  public void evict() {
    all.forEach(it -> it.getHikariPoolMXBean().softEvictConnections());
  }

  /** Connections in use at this moment. */
  public int inUse() {
    return source.getHikariPoolMXBean().getActiveConnections();
  }

  @Override
  public void close() {
    all.remove(source);
    source.close();
  }
}
