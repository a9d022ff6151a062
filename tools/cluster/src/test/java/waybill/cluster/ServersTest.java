package waybill.cluster;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What can be done to the servers of a cluster. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
final class ServersTest {
  @TempDir private Path folder;

  @Test
  void aSuspendedServerHangsUntilItIsResumed() throws IOException {
    try (var redis = RedisServer.of(folder, ChildProcess.freePort())) {
      redis.start();
      assertEquals('+', ping(redis));

      redis.suspend();
      assertThrows(SocketTimeoutException.class, () -> ping(redis));

      redis.resume();
      assertEquals('+', ping(redis));
    }
  }

  @Test
  void aKilledServerStartsAgainOnItsPort() throws IOException {
    try (var redis = RedisServer.of(folder, ChildProcess.freePort())) {
      redis.start();

      redis.kill();
      assertFalse(redis.isAlive());
      assertThrows(ConnectException.class, () -> ping(redis));

      redis.start();
      assertEquals('+', ping(redis));
    }
  }

  @Test
  void aServerThatHangsCanBeClosed() {
    var redis = RedisServer.of(folder, ChildProcess.freePort());
    redis.start();
    redis.suspend();

    redis.close();

    assertFalse(redis.isAlive());
  }

  @Test
  void aCommandThatEndsAtOnceIsNamedWithItsLog() {
    var command = new ChildProcess("false", List.of("false"), Map.of(), folder, 1);

    var failure = assertThrows(IllegalStateException.class, command::start);

    assertEquals("false has ended; see " + folder.resolve("false.log"), failure.getMessage());
  }

  @Test
  void whatPostgreSqlHasCommittedIsThereAfterAKill() {
    try (var server = new PostgreSqlServer(folder.resolve("data"))) {
      server.start();
      var url = server.create("kept");
      count(url, "create table t as select 1");

      server.kill();
      assertFalse(server.isAlive());
      server.start();

      assertEquals(1, count(url, "select count(*) from t"));
    }
  }

  @Test
  void aSuspendedPostgreSqlAnswersNoOpenConnection() throws SQLException {
    try (var server = new PostgreSqlServer(folder.resolve("data"))) {
      server.start();
      var url = server.url("postgres") + "?socketTimeout=1";
      try (var connection = DriverManager.getConnection(url, PostgreSqlServer.USERNAME, "");
          var statement = connection.createStatement()) {
        server.suspend();
        assertThrows(SQLException.class, () -> statement.execute("select 1"));
        server.resume();
      }
      assertEquals(1, count(url, "select 1"));
    }
  }

  /** Otherwise a measurement that is killed leaves servers on its ports. */
  @Test
  void aServerEndsWithTheProcessThatStartedIt() throws IOException {
    int port = ChildProcess.freePort();
    var parent =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Parent.class.getName(),
                folder.toString(),
                Integer.toString(port))
            .redirectErrorStream(true)
            .start();
    assertEquals('+', parent.getInputStream().read());

    parent.destroyForcibly();

    await(() -> !ChildProcess.listens(port));
  }

  /** Starts a Redis and says so. */
  static final class Parent {
    private Parent() {}

    public static void main(String[] args) throws InterruptedException {
      RedisServer.of(Path.of(args[0]), Integer.parseInt(args[1])).start();
      System.out.println("+");
      Thread.sleep(Duration.ofMinutes(5));
    }
  }

  /** The first byte of Redis's answer. */
  private static int ping(Server redis) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), redis.port())) {
      socket.setSoTimeout(1_000);
      socket.getOutputStream().write("PING\r\n".getBytes(US_ASCII));
      return socket.getInputStream().read();
    }
  }

  private static int count(String url, String sql) {
    try (var connection = DriverManager.getConnection(url, PostgreSqlServer.USERNAME, "");
        var statement = connection.createStatement()) {
      boolean isQuery = statement.execute(sql);
      if (!isQuery) {
        return 0;
      }
      var row = statement.getResultSet();
      assertTrue(row.next());
      return row.getInt(1);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < deadline);
      LockSupport.parkNanos(10_000_000);
    }
  }
}
