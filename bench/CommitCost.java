import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;

/**
 * What H2 takes for one commit (an update and an insert of 700 bytes), with and without waiting for the operating
 * system to have it: {@code java -cp 'order-service/target/lib/*' bench/CommitCost.java}
 */
final class CommitCost {
  private static final int WARM_UP = 5000;
  private static final int MEASURED = 10_000;

  public static void main(String[] args) throws Exception {
    for (var file : new String[] {"", "async:"}) {
      for (var delay : new String[] {"500", "0"}) {
        var folder = Files.createTempDirectory("commit-cost");
        var url = "jdbc:h2:file:" + file + folder.resolve("db") + ";WRITE_DELAY=" + delay;
        try (var connection = DriverManager.getConnection(url, "sa", "")) {
          measure("%-6s WRITE_DELAY=%-3s".formatted(file.isEmpty() ? "file" : "async", delay), connection);
        }
      }
    }
  }

  private static void measure(String what, Connection connection) throws SQLException {
    try (var ddl = connection.createStatement()) {
      ddl.execute("create table counter (id int primary key, n bigint)");
      ddl.execute("insert into counter values (1, 0)");
      ddl.execute("create table event (n bigint primary key, body varbinary(1000))");
    }
    connection.setAutoCommit(false);
    commits(connection, 0, WARM_UP);
    var nanos = commits(connection, WARM_UP, MEASURED);
    Arrays.sort(nanos);
    System.out.printf(
        "%s  p50 %.3f ms  p99 %.3f ms  %.0f commits/s%n",
        what, nanos[MEASURED / 2] / 1e6, nanos[MEASURED * 99 / 100] / 1e6, MEASURED / (Arrays.stream(nanos).sum() / 1e9));
  }

  private static long[] commits(Connection connection, int from, int count) throws SQLException {
    var nanos = new long[count];
    var body = new byte[700];
    try (var update = connection.prepareStatement("update counter set n = n + 1 where id = 1");
        var insert = connection.prepareStatement("insert into event values (?, ?)")) {
      for (int i = 0; i < count; i++) {
        long start = System.nanoTime();
        update.execute();
        insert.setLong(1, from + i);
        insert.setBytes(2, body);
        insert.execute();
        connection.commit();
        nanos[i] = System.nanoTime() - start;
      }
    }
    return nanos;
  }
}
