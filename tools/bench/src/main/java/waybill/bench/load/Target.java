package waybill.bench.load;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Optional;

/** The address of the service under load, and the token for it. */
public record Target(InetSocketAddress address, String token) {
  private static final int FIRST_PORT = 10_000;

  /** The number of pages on one address. */
  private static final int PAGES = 5000;

  private static final int PORTS = 10;
  private static final int ATTACKER_ADDRESSES = 20;

  public static Target of(URI base, String token) {
    int port = base.getPort() < 0 ? 80 : base.getPort();
    return new Target(new InetSocketAddress(base.getHost(), port), token);
  }

  String host() {
    return address.getHostString() + ":" + address.getPort();
  }

  /**
   * The source address of the n-th page; empty leaves the choice to the system. One address has at
   * most 28,000 ports, but the loopback network has many addresses. Each page has its own ports and
   * takes the next one for each connection: the kernel would need milliseconds to find a free one
   * among ten thousand that were just closed.
   *
   * @param attempt the number of earlier connections of the page
   */
  Optional<InetSocketAddress> source(int n, int attempt) {
    return loopback(2 + n / PAGES, FIRST_PORT + n % PAGES * PORTS + attempt % PORTS);
  }

  /** The source address of all other connections, which is not the service's own either. */
  Optional<InetSocketAddress> elsewhere() {
    return loopback(254, 0);
  }

  /** The source address of an attacker, one of twenty. */
  Optional<InetSocketAddress> attacker(int n) {
    return loopback(100 + n % ATTACKER_ADDRESSES, 0);
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
