package waybill.log;

import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import waybill.Await;

/**
 * A real PostgreSQL server in processes of its own, as safe as by default. Its data and its port
 * stay the same when it is stopped and started again.
 */
public final class PostgreSqlServer implements AutoCloseable {
  /** The account of {@link #url}; any password is right. */
  public static final String USERNAME = "postgres";

  private static final String STANDBY = "standby.signal";

  private final EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder();
  private final Path data;
  private final int port = freePort();
  private Optional<EmbeddedPostgres> running = Optional.empty();

  /** Does not start it yet. Texts are in the order of a language, as on most servers. */
  public PostgreSqlServer(Path data) {
    this.data = data;
    builder
        .setDataDirectory(data)
        .setCleanDataDirectory(false)
        .setPort(port)
        .setLocaleConfig("locale-provider", "icu")
        .setLocaleConfig("icu-locale", "en")
        .setServerConfig("fsync", "on")
        .setServerConfig("full_page_writes", "on")
        .setServerConfig("synchronous_commit", "on");
    if (Files.notExists(data.resolve(STANDBY))) {
      // the service asks for its own; a standby knows no such isolation
      builder.setServerConfig("default_transaction_isolation", "serializable");
    }
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

  /**
   * A running copy of this server, which follows it as a hot standby; this one is restarted for it.
   *
   * @param folder does not exist yet
   */
  public PostgreSqlServer standby(Path folder) {
    stop();
    try {
      copy(data, folder);
      Files.createFile(folder.resolve(STANDBY));
      Files.writeString(
          folder.resolve("postgresql.auto.conf"),
          "primary_conninfo = 'host=127.0.0.1 port=%d user=%s'\n".formatted(port, USERNAME));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start();
    var standby = new PostgreSqlServer(folder);
    standby.start();
    return standby;
  }

  private static void copy(Path from, Path to) throws IOException {
    try (var files = Files.walk(from)) {
      for (var file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()), COPY_ATTRIBUTES);
      }
    }
  }

  /** As a standby that is too slow: it gets no further change of the server that it follows. */
  public void fallBehind() {
    execute("alter system set primary_conninfo = ''");
    execute("select pg_reload_conf()");
    Await.until(
        "it follows no more",
        () -> isTrue("postgres", "select not exists (select from pg_stat_wal_receiver)"));
  }

  /** Makes a standby the server that takes changes. */
  public void promote() {
    execute("select pg_promote()");
  }

  /** The answer to a question in a database. */
  public boolean isTrue(String database, String question) {
    try (var connection = DriverManager.getConnection(url(database), USERNAME, "");
        var statement = connection.createStatement();
        var row = statement.executeQuery(question)) {
      return row.next() && row.getBoolean(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
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
