package waybill.bus;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A free port for an engine that is stopped and started again. It is not one of those that Linux
 * gives to clients: one that tries to connect while the engine is away would sooner or later get
 * the port itself, and talk to itself.
 */
public final class EnginePort {
  private static final int FIRST = 20_000;
  private static final int LAST = 32_000;

  private EnginePort() {}

  public static int choose() {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
      try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException e) {
        // it is in use
      }
    }
  }
}
