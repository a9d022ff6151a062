package waybill;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import waybill.Settings.BadSetting;

/**
 * Looks at the ports before anything is started: Helidon logs a stack trace where it cannot listen,
 * and goes on.
 */
final class PortCheck {
  private PortCheck() {}

  /**
   * Listens for a moment where the service is going to.
   *
   * @throws BadSetting naming the setting whose port is taken
   */
  static void requireFree(Settings settings) {
    requireFree("server.port", settings.host(), settings.port());
    requireFree("waybill.management.port", "127.0.0.1", settings.managementPort());
    if (settings.port() != 0 && settings.port() == settings.managementPort()) {
      throw new BadSetting("waybill.management.port: must not be that of server.port too");
    }
  }

  private static void requireFree(String key, String host, int port) {
    try (var _ = new ServerSocket(port, 1, InetAddress.getByName(host))) {
      // free: it is given back at once
    } catch (IOException e) {
      throw new BadSetting(
          "%s: cannot listen on port %d of %s, which another program probably uses (%s)"
              .formatted(key, port, host, e.getMessage()));
    }
  }
}
