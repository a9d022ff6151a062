package waybill.log;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import waybill.cluster.PostgreSqlServer;
import waybill.engine.Engine;

/**
 * The database of a test: the H2 file in its folder, or, with the system property
 * waybill.test.database=postgresql, a database that belongs to that folder in a PostgreSQL server.
 */
public final class TestDatabase {
  public static final boolean IS_POSTGRESQL =
      "postgresql".equals(System.getProperty("waybill.test.database"));

  private static final AtomicInteger CREATED = new AtomicInteger();
  private static final Map<Path, String> URLS = new ConcurrentHashMap<>();

  private TestDatabase() {}

  /** Opens it with its tables; existing data is used again. */
  public static Database open(Path folder, int connections) {
    return Database.open(url(folder), username(), "", connections);
  }

  public static String url(Path folder) {
    return IS_POSTGRESQL
        ? URLS.computeIfAbsent(
            folder, _ -> OneServer.SERVER.create("test" + CREATED.incrementAndGet()))
        : Engine.h2(folder);
  }

  public static String username() {
    return IS_POSTGRESQL ? PostgreSqlServer.USERNAME : "sa";
  }

  /** Started when it is asked for, and stopped with this JVM. */
  private static final class OneServer {
    static final PostgreSqlServer SERVER = start();

    private static PostgreSqlServer start() {
      try {
        var server = new PostgreSqlServer(Files.createTempDirectory("waybill-postgresql"));
        server.start();
        return server;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
