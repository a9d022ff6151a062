package waybill.cluster;

import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * A real PostgreSQL server, as safe as by default. Its data and its port stay the same when it is
 * stopped and started again.
 */
public final class PostgreSqlServer implements Server {
  /** The account of {@link #url}; any password is right. */
  public static final String USERNAME = "postgres";

  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(15);

  /** The library tells what it unpacks, and as an error that it cannot stop a killed server. */
  private static final Logger LOG = Logger.getLogger(EmbeddedPostgres.class.getPackageName());

  private final EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder();
  private final int port;
  private final Path data;
  private Optional<EmbeddedPostgres> running = Optional.empty();
  private Optional<ProcessHandle> main = Optional.empty();

  /**
   * For tests: on a free port, with its log on standard output. Transactions are serializable
   * unless they ask for another isolation.
   */
  public PostgreSqlServer(Path data) {
    this(data, ChildProcess.freePort());
    builder.setServerConfig("default_transaction_isolation", "serializable");
  }

  /** Does not start it yet. Texts are in the order of a language, as on most servers. */
  public PostgreSqlServer(Path data, int port) {
    LOG.setLevel(Level.OFF);
    this.data = data;
    this.port = port;
    builder
        .setDataDirectory(data)
        .setCleanDataDirectory(false)
        .setRegisterShutdownHook(false)
        .setPGStartupWait(Duration.ofSeconds(60))
        .setPort(port)
        .setLocaleConfig("locale-provider", "icu")
        .setLocaleConfig("icu-locale", "en")
        .setServerConfig("fsync", "on")
        .setServerConfig("full_page_writes", "on")
        .setServerConfig("synchronous_commit", "on");
  }

  /** Writes its log into a file. */
  public PostgreSqlServer logTo(Path file) {
    builder.setOutputRedirector(Redirect.appendTo(file.toFile()));
    builder.setErrorRedirector(Redirect.appendTo(file.toFile()));
    return this;
  }

  @Override
  public String name() {
    return "postgresql";
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public List<ProcessHandle> processes() {
    return main.stream().flatMap(it -> Stream.concat(Stream.of(it), it.descendants())).toList();
  }

  @Override
  public void start() {
    // it may have been killed
    if (running.isPresent()) {
      stop();
    }
    try {
      running = Optional.of(builder.start());
      main = ProcessHandle.of(pid());
      main.ifPresent(Signals::endWithThisJvm);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** It is not a child of this process; the server leaves its number in its folder. */
  private long pid() throws IOException {
    return Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).getFirst());
  }

  /** Ends all connections at once. */
  @Override
  public void stop() {
    try {
      running.orElseThrow().close();
      running = Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    // the library waits for five seconds only
    main.ifPresent(
        it -> it.onExit().completeOnTimeout(it, STOP_TIMEOUT.toSeconds(), TimeUnit.SECONDS).join());
    if (isAlive()) {
      kill();
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
      Files.createFile(folder.resolve("standby.signal"));
      Files.writeString(
          folder.resolve("postgresql.auto.conf"),
          "primary_conninfo = 'host=127.0.0.1 port=%d user=%s'\n".formatted(port, USERNAME));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start();
    var standby = new PostgreSqlServer(folder, ChildProcess.freePort());
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

  /**
   * As a standby that is too slow: it gets no further change of the server that it follows, some
   * time after this returns.
   */
  public void fallBehind() {
    execute("alter system set primary_conninfo = ''");
    execute("select pg_reload_conf()");
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

  public String url(String database) {
    return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database);
  }
}
