package waybill.bus;

/** Makes a transport; the {@link java.util.ServiceLoader} finds it on the class path. */
public interface TransportProvider {

  /** The value of {@code waybill.bus} that chooses it. */
  String name();

  /** Makes a transport that connects to what the settings name; does not connect it yet. */
  Transport transport(BusSettings settings);
}
