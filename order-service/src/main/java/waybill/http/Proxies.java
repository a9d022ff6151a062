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

  /** A hop as proxies write it: {@code for=} or not, quoted, in brackets, with a port. */
  private static final Pattern HOP =
      Pattern.compile(
          "(?:.*;)?\\s*(?:for=)?\"?(?:\\[([0-9a-f:.]+)]|([0-9.]+|[0-9a-f:.]+))(?::[\\w.-]+)?\"?\\s*(?:;.*)?",
          Pattern.CASE_INSENSITIVE);

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
   * The address a request comes from. A proxy passes on a header that it does not write itself, so
   * if a request has both and they differ, neither is believed.
   *
   * @param forwardedFor the lines of X-Forwarded-For, in their order
   * @param forwarded the lines of Forwarded (RFC 7239), in their order
   */
  InetAddress client(InetAddress peer, List<String> forwardedFor, List<String> forwarded) {
    var first = client(peer, forwardedFor);
    var second = client(peer, forwarded);
    if (forwarded.isEmpty() || first.equals(second)) {
      return first;
    }
    return forwardedFor.isEmpty() ? second : peer;
  }

  /**
   * The last address on the way that is no trusted proxy. Each proxy appends the address that it
   * received the request from. So only the part to the right of an untrusted address was written by
   * trusted proxies.
   */
  private InetAddress client(InetAddress peer, List<String> lines) {
    var client = peer;
    var hops = String.join(",", lines).split(",", -1);
    for (int i = hops.length - 1; i >= 0 && trust(client); i--) {
      var hop = HOP.matcher(hops[i]);
      var found =
          hop.matches()
              ? address(hop.group(hop.group(1) == null ? 2 : 1))
              : Optional.<InetAddress>empty();
      if (found.isEmpty()) {
        return client;
      }
      client = found.get();
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
