package waybill.bench.load;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Optional;

/** The service under load, and who speaks to it. */
public record Target(InetSocketAddress address, String token) {
  private static final int FIRST_PORT = 10_000;

  /** Pages on one address, and ports for each. */
  private static final int PAGES = 5000;

  private static final int PORTS = 10;

  public static Target of(URI base, String token) {
    int port = base.getPort() < 0 ? 80 : base.getPort();
    return new Target(new InetSocketAddress(base.getHost(), port), token);
  }

  String host() {
    return address.getHostString() + ":" + address.getPort();
  }

  /**
   * Where the n-th page comes from: one address has 28,000 ports at most, and the loopback network
   * has many addresses. Empty: wherever the system likes. Each page has its own ports and takes the
   * next one each time: to look for a free one among ten thousand that were just closed costs the
   * kernel milliseconds.
   *
   * @param attempt how often it has come before
   */
  Optional<InetSocketAddress> source(int n, int attempt) {
    return loopback(2 + n / PAGES, FIRST_PORT + n % PAGES * PORTS + attempt % PORTS);
  }

  /** For everything else: not the service's own address either. */
  Optional<InetSocketAddress> elsewhere() {
    return loopback(254, 0);
  }

  private Optional<InetSocketAddress> loopback(int last, int port) {
    if (!address.getAddress().isLoopbackAddress()) {
      return Optional.empty();
    }
    try {
      var source = InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last});
      return Optional.of(new InetSocketAddress(source, port));
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }
}
