package waybill.notify;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import waybill.bus.BusSettings;
import waybill.bus.NetworkBusKit;
import waybill.bus.Transport;
import waybill.cluster.PostgreSqlServer;
import waybill.log.PostgreSqlCondition;

@ExtendWith(PostgreSqlCondition.class)
final class PostgresBusTest extends NetworkBusKit {
  @TempDir static Path folder;
  private static PostgreSqlServer server;

  @BeforeAll
  static void start() {
    server = new PostgreSqlServer(folder);
    server.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Override
  protected void startEngine() {
    server.start();
  }

  @Override
  protected void stopEngine() {
    server.stop();
  }

  @Override
  protected int enginePort() {
    return server.port();
  }

  @Override
  protected Transport transport(int port, String password) {
    var url = "jdbc:postgresql://127.0.0.1:" + port + "/postgres?socketTimeout=2";
    var settings = new BusSettings("postgres", "", url, PostgreSqlServer.USERNAME, password);
    return new PostgresTransport.Provider().transport(settings);
  }

  @Test
  void theServiceFindsItByItsName() {
    assertTrue(BusSettings.isKnown("postgres"));
  }
}
