package waybill.http;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The proxies that are trusted to say where a request comes from. */
public final class Proxies {
  /** Java also accepts 127.1 and 2130706433, which are not meant here. */
  private static final Pattern LITERAL =
      Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

  private static final Pattern BITS = Pattern.compile("[0-9]{1,3}");

  private final List<Range> ranges;

  private Proxies(List<Range> ranges) {
    this.ranges = ranges;
  }

  /** All addresses whose leading bits are those of the network. */
  private record Range(InetAddress network, int bits) {
    boolean contains(InetAddress address) {
      return address.getAddress().length == network.getAddress().length
          && Arrays.equals(masked(address, bits), masked(network, bits));
    }
  }

  /**
   * Reads addresses and ranges such as {@code 10.0.0.0/8}, with commas between them; a blank text
   * has none.
   *
   * @throws IllegalArgumentException if one is neither
   */
  public static Proxies parse(String text) {
    return text.isBlank()
        ? new Proxies(List.of())
        : new Proxies(Stream.of(text.split(",", -1)).map(each -> range(each.strip())).toList());
  }

  private static Range range(String text) {
    var parts = text.split("/", 2);
    var network = address(parts[0]).orElseThrow(() -> new IllegalArgumentException(text));
    int maxBits = network.getAddress().length * 8;
    if (parts.length == 1) {
      return new Range(network, maxBits);
    }
    if (!BITS.matcher(parts[1]).matches() || Integer.parseInt(parts[1]) > maxBits) {
      throw new IllegalArgumentException(text);
    }
    return new Range(network, Integer.parseInt(parts[1]));
  }

  /** An IPv4 address in IPv6 notation becomes an IPv4 address. */
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
   * The address a request comes from: the last one on its way that is no trusted proxy. Each proxy
   * appends the address that it received the request from. So only the part to the right of an
   * untrusted address was written by trusted proxies.
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

  /** What limits count by: for IPv6 the whole /64, because a client has all its addresses. */
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
