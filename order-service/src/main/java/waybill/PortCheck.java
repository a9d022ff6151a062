package waybill;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import waybill.Settings.BadSetting;

/**
 * Checks the ports before anything is started: Helidon 4.5.0 logs a stack trace where it cannot
 * listen, and goes on.
 */
final class PortCheck {
  private PortCheck() {}

  /**
   * Opens each port for a moment.
   *
   * @throws BadSetting naming the setting whose port is taken
   */
  static void requireFree(Settings settings) {
    requireFree("server.port", settings.host(), settings.port());
    requireFree("waybill.management.port", settings.managementHost(), settings.managementPort());
    if (settings.port() != 0 && settings.port() == settings.managementPort()) {
      throw new BadSetting("waybill.management.port: must not be that of server.port too");
    }
  }

  private static void requireFree(String key, String host, int port) {
    try (var _ = new ServerSocket(port, 1, InetAddress.getByName(host))) {
      // free; closed again at once
    } catch (IOException e) {
      throw new BadSetting(
          "%s: cannot listen on port %d of %s, which another program probably uses (%s); ./run --port N takes another one"
              .formatted(key, port, host, e.getMessage()));
    }
  }
}
