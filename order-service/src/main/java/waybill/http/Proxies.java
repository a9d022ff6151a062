package waybill.http;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The proxies whose word on where a request comes from is taken. */
public final class Proxies {
  /** Java also reads 127.1 and 2130706433, which nobody here means. */
  private static final Pattern LITERAL =
      Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

  private static final Pattern BITS = Pattern.compile("[0-9]{1,3}");

  private final List<Range> ranges;

  private Proxies(List<Range> ranges) {
    this.ranges = ranges;
  }

  /** A network, as many leading bits of an address. */
  private record Range(InetAddress network, int bits) {
    boolean contains(InetAddress address) {
      return address.getAddress().length == network.getAddress().length
          && Arrays.equals(masked(address, bits), masked(network, bits));
    }
  }

  public static Proxies none() {
    return new Proxies(List.of());
  }

  /**
   * Reads addresses and ranges such as {@code 10.0.0.0/8}, with commas between them.
   *
   * @throws IllegalArgumentException if one is neither
   */
  public static Proxies parse(String text) {
    var ranges = new ArrayList<Range>();
    for (var each : text.split(",", -1)) {
      if (!text.isBlank()) {
        ranges.add(range(each.strip()));
      }
    }
    return new Proxies(List.copyOf(ranges));
  }

  private static Range range(String text) {
    var parts = text.split("/", 2);
    var network = address(parts[0]).orElseThrow(() -> new IllegalArgumentException(text));
    int most = network.getAddress().length * 8;
    if (parts.length == 1) {
      return new Range(network, most);
    }
    if (!BITS.matcher(parts[1]).matches() || Integer.parseInt(parts[1]) > most) {
      throw new IllegalArgumentException(text);
    }
    return new Range(network, Integer.parseInt(parts[1]));
  }

  /** An IPv4 address that is written as an IPv6 one becomes what it is. */
  private static Optional<InetAddress> address(String text) {
    if (!LITERAL.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.ofLiteral(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  public boolean trust(InetAddress address) {
    return ranges.stream().anyMatch(range -> range.contains(address));
  }

  /**
   * Where a request comes from: the last one on the way that is no trusted proxy. Each proxy
   * appends whom it heard the request from, so only what stands to the right of an address that is
   * not trusted was written by somebody who is.
   *
   * @param forwarded the lines of X-Forwarded-For, in their order
   */
  InetAddress client(InetAddress peer, List<String> forwarded) {
    var client = peer;
    var hops = String.join(",", forwarded).split(",", -1);
    for (int i = hops.length - 1; i >= 0 && trust(client); i--) {
      var hop = address(hops[i].strip());
      if (hop.isEmpty()) {
        return client;
      }
      client = hop.get();
    }
    return client;
  }

  /** What is counted for one client: whoever has one IPv6 address has 2^64 of them. */
  public static String throttleKey(InetAddress address) {
    if (address instanceof Inet4Address) {
      return address.getHostAddress();
    }
    try {
      return InetAddress.getByAddress(masked(address, 64)).getHostAddress() + "/64";
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] masked(InetAddress address, int bits) {
    var bytes = address.getAddress();
    for (int i = 0; i < bytes.length; i++) {
      int kept = Math.clamp(bits - i * 8, 0, 8);
      bytes[i] &= (byte) (0xff << (8 - kept));
    }
    return bytes;
  }
}
