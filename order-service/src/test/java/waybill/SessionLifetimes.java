package waybill;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import waybill.access.AccessSettings;
import waybill.access.AccessSettings.Lifetime;

/** Starts a service with session lifetimes that a test chooses. */
final class SessionLifetimes {
  static final Lifetime LONG = new Lifetime(Duration.ofDays(1), Duration.ofDays(1));

  private SessionLifetimes() {}

  static Lifetime seconds(double idle, double life) {
    return new Lifetime(duration(idle), duration(life));
  }

  private static Duration duration(double seconds) {
    return Duration.ofMillis(Math.round(seconds * 1000));
  }

  static RunningService start(Path data, Lifetime staff, Lifetime customer) {
    return start(data, false, staff, customer);
  }

  /**
   * Starts it.
   *
   * @param demo with the demo's data and accounts, but nothing moves
   */
  static RunningService start(Path data, boolean demo, Lifetime staff, Lifetime customer) {
    var access = new AccessSettings(staff, customer, Duration.ofHours(1), Optional.empty());
    var settings =
        RunningService.settings(
            data, 0, demo, access, RunningService.STANDARD, RunningService.NO_LIMITS);
    return RunningService.start(
        new Settings(
            settings.host(),
            settings.port(),
            settings.managementHost(),
            settings.managementPort(),
            settings.data(),
            settings.database(),
            demo,
            false,
            settings.assets(),
            settings.stream(),
            settings.limits(),
            settings.access(),
            settings.adminPassword(),
            settings.web(),
            settings.http(),
            settings.proxies(),
            settings.tls(),
            settings.bus(),
            settings.keep()));
  }
}
