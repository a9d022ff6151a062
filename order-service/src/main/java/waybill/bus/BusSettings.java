package waybill.bus;

import java.time.Duration;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Supplier;
import waybill.stream.EventBus;
import waybill.stream.InProcessBus;

/**
 * How nodes hear of each other's events.
 *
 * @param name {@code waybill.bus}
 * @param broker {@code waybill.broker}: the address of a server that is not the database
 * @param url of the database, as the other two
 */
public record BusSettings(
    String name, String broker, String url, String username, String password) {
  private static final String IN_PROCESS = "in-process";
  private static final Duration HEARTBEAT = Duration.ofSeconds(2);

  /** One node alone. */
  public static BusSettings inProcess() {
    return new BusSettings(IN_PROCESS, "", "", "", "");
  }

  public boolean isInProcess() {
    return name.equals(IN_PROCESS);
  }

  /** Whether there is a bus of this name. */
  public static boolean isKnown(String name) {
    return name.equals(IN_PROCESS) || provider(name).isPresent();
  }

  private static Optional<TransportProvider> provider(String name) {
    return ServiceLoader.load(TransportProvider.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(provider -> provider.name().equals(name))
        .findFirst();
  }

  /** Whether the address in {@code waybill.broker} is one; nothing is connected. */
  public boolean isBrokerUnderstood() {
    try {
      return isInProcess() || provider(name).map(it -> it.transport(this)).isPresent();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /**
   * Opens the bus without waiting for its engine: it is degraded until it is connected.
   *
   * @param epoch of the database, so that services with other data on the engine are not heard, nor
   *     events that the database has lost
   */
  public EventBus open(Supplier<String> epoch) {
    return isInProcess()
        ? new InProcessBus()
        : new NetworkBus(
            provider(name).orElseThrow().transport(this),
            () -> "waybill_" + epoch.get(),
            HEARTBEAT);
  }
}
