package waybill.redis;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.embedded.RedisServer;
import waybill.bus.BusSettings;
import waybill.bus.EnginePort;
import waybill.bus.NetworkBusKit;
import waybill.bus.TlsNetwork;
import waybill.bus.Transport;

final class RedisBusTest extends NetworkBusKit {
  private static final int PORT = EnginePort.choose();
  private static RedisServer server;

  @BeforeAll
  static void start() throws IOException {
    server =
        RedisServer.newRedisServer()
            .port(PORT)
            .bind("127.0.0.1")
            .setting("requirepass " + PASSWORD)
            .build();
    server.start();
  }

  @AfterAll
  static void stop() throws IOException {
    server.stop();
  }

  @Override
  protected void startEngine() {
    try {
      server.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  protected void stopEngine() {
    try {
      server.stop();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  protected int enginePort() {
    return PORT;
  }

  @Override
  protected Transport transport(int port, String password) {
    return transport("redis", port, password);
  }

  private static Transport transport(String scheme, int port, String password) {
    var broker = scheme + "://:" + password + "@127.0.0.1:" + port;
    return new RedisTransport.Provider().transport(new BusSettings("redis", broker, "", "", ""));
  }

  @Test
  void theServiceFindsItByItsName() {
    assertTrue(BusSettings.isKnown("redis"));
  }

  @Test
  void anAddressThatIsNoneIsNotUnderstood() {
    assertTrue(new BusSettings("redis", "redis://127.0.0.1:6379", "", "", "").isBrokerUnderstood());
    assertFalse(new BusSettings("redis", "127.0.0.1", "", "", "").isBrokerUnderstood());
  }

  @Test
  void tlsIsUsedAndTheCertificateIsChecked(@TempDir Path keys) throws Exception {
    try (var tls = new TlsNetwork(0, PORT, keys)) {
      tls.assertIsUsedBy(transport("rediss", tls.port(), PASSWORD));
    }
  }
}
