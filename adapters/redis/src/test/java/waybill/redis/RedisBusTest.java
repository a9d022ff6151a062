package waybill.redis;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import redis.embedded.RedisServer;
import waybill.bus.BusSettings;
import waybill.bus.NetworkBusKit;
import waybill.bus.Transport;

final class RedisBusTest extends NetworkBusKit {
  private static int port;
  private static RedisServer server;

  @BeforeAll
  static void start() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    server = RedisServer.newRedisServer().port(port).bind("127.0.0.1").build();
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
    return port;
  }

  @Override
  protected Transport transport(int port) {
    var settings = new BusSettings("redis", "redis://127.0.0.1:" + port, "", "", "");
    return new RedisTransport.Provider().transport(settings);
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
}
