package waybill.log;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;

/**
 * A real PostgreSQL server in processes of its own, as safe as by default. Its data and its port
 * stay the same when it is stopped and started again.
 */
public final class PostgreSqlServer implements AutoCloseable {
  /** The account of {@link #url}; any password is right. */
  public static final String USERNAME = "postgres";

  private final EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder();
  private final int port = freePort();
  private Optional<EmbeddedPostgres> running = Optional.empty();

  /** Does not start it yet. Texts are in the order of a language, as on most servers. */
  public PostgreSqlServer(Path data) {
    builder
        .setDataDirectory(data)
        .setCleanDataDirectory(false)
        .setPort(port)
        .setLocaleConfig("locale-provider", "icu")
        .setLocaleConfig("icu-locale", "en")
        .setServerConfig("fsync", "on")
        .setServerConfig("full_page_writes", "on")
        .setServerConfig("synchronous_commit", "on");
  }

  public void start() {
    try {
      running = Optional.of(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends all connections at once. */
  public void stop() {
    try {
      running.orElseThrow().close();
      running = Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A new, empty database; returns its URL. */
  public String create(String name) {
    execute("create database " + name);
    return url(name);
  }

  /** Runs a statement as the owner of the server. */
  public void execute(String sql) {
    try (var connection = DriverManager.getConnection(url("postgres"), USERNAME, "");
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  public int port() {
    return port;
  }

  public String url(String database) {
    return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database);
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    if (running.isPresent()) {
      stop();
    }
  }
}
