package waybill.bench.load;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Optional;

/** The service under load, and who speaks to it. */
public record Target(InetSocketAddress address, String token) {

  public static Target of(URI base, String token) {
    int port = base.getPort() < 0 ? 80 : base.getPort();
    return new Target(new InetSocketAddress(base.getHost(), port), token);
  }

  String host() {
    return address.getHostString() + ":" + address.getPort();
  }

  /**
   * Where the n-th connection comes from: one address has 28,000 ports at most, and the loopback
   * network has many addresses. Empty: wherever the system likes.
   */
  Optional<InetSocketAddress> source(int n) {
    if (!address.getAddress().isLoopbackAddress()) {
      return Optional.empty();
    }
    try {
      var source = InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) (2 + n / 5000)});
      return Optional.of(new InetSocketAddress(source, 0));
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }
}
