package waybill;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import waybill.Settings.BadSetting;

/**
 * Looks at the ports before anything is started: Helidon logs a stack trace where it cannot listen,
 * and goes on.
 */
final class Ports {
  private Ports() {}

  /**
   * Listens for a moment where the service is going to.
   *
   * @throws BadSetting naming the setting whose port is taken
   */
  static void requireFree(Settings settings) {
    requireFree(Keys.PORT, settings.host(), settings.port());
    requireFree(Keys.MANAGEMENT_PORT, "127.0.0.1", settings.managementPort());
    if (settings.port() != 0 && settings.port() == settings.managementPort()) {
      throw new BadSetting(
          "%s: must not be that of %s too"
              .formatted(Keys.MANAGEMENT_PORT.name(), Keys.PORT.name()));
    }
  }

  private static void requireFree(SettingKey<Integer> key, String host, int port) {
    try (var _ = new ServerSocket(port, 1, InetAddress.getByName(host))) {
      // free: it is given back at once
    } catch (IOException e) {
      throw new BadSetting(
          "%s: cannot listen on port %d of %s, which another program probably uses (%s)"
              .formatted(key.name(), port, host, e.getMessage()));
    }
  }
}
