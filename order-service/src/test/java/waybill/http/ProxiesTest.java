package waybill.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ProxiesTest {
  private static final Proxies TRUSTED = Proxies.parse("10.0.0.0/8, 192.0.2.7,2001:db8::/32");

  @Test
  void onlyConfiguredProxiesAreTrusted() {
    assertEquals(address("10.1.2.3"), client(Proxies.parse(""), "10.1.2.3", "203.0.113.1"));
    assertEquals(address("10.1.2.3"), client(Proxies.parse(""), "10.1.2.3", "203.0.113.1"));
  }

  @ParameterizedTest
  @CsvSource({
    "10.255.255.255, true",
    "11.0.0.0, false",
    "9.255.255.255, false",
    "192.0.2.7, true",
    "192.0.2.6, false",
    "::ffff:10.0.0.1, true",
    "::ffff:11.0.0.1, false",
    "2001:db8:ffff::1, true",
    "2001:db9::1, false",
    "::a00:1, false",
  })
  void aRangeContainsTheAddressesWithItsPrefix(String address, boolean trusted) {
    assertEquals(trusted, TRUSTED.trust(address(address)));
  }

  @Test
  void aPrefixNeedNotEndAtAByte() {
    var proxies = Proxies.parse("172.16.0.0/12,fe80::/10,203.0.113.128/25");

    assertTrue(proxies.trust(address("172.31.255.255")));
    assertFalse(proxies.trust(address("172.32.0.0")));
    assertTrue(proxies.trust(address("febf::1")));
    assertFalse(proxies.trust(address("fec0::1")));
    assertTrue(proxies.trust(address("203.0.113.128")));
    assertFalse(proxies.trust(address("203.0.113.127")));
  }

  @Test
  void aRangeCanContainEveryAddress() {
    var proxies = Proxies.parse("0.0.0.0/0");

    assertTrue(proxies.trust(address("203.0.113.1")));
    assertFalse(proxies.trust(address("2001:db8::1")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ",",
        "10.0.0.1,",
        "proxy",
        "localhost",
        "10.0.0",
        "10",
        "10.0.0.256",
        "10.0.0.0/33",
        "::/129",
        "10.0.0.0/",
        "10.0.0.0/-1",
        "10.0.0.0/8/8",
        "/8",
        "10.0.0.0/x",
        "10.0.0.1:80",
        "[::1]",
        ":::",
        "fe80::1%lo"
      })
  void anInvalidRangeIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> Proxies.parse(text));
  }

  @Test
  void theHeaderOfAnUntrustedClientIsIgnored() {
    assertEquals(address("203.0.113.9"), client(TRUSTED, "203.0.113.9", "10.0.0.1"));
  }

  @Test
  void theClientIsTheLastUntrustedAddress() {
    assertEquals(address("203.0.113.1"), client(TRUSTED, "10.0.0.1", "203.0.113.1"));
    assertEquals(
        address("203.0.113.1"), client(TRUSTED, "10.0.0.1", "198.51.100.1, 203.0.113.1,10.9.9.9"));
    assertEquals(
        address("203.0.113.1"),
        client(TRUSTED, "10.0.0.1", "198.51.100.1", "203.0.113.1", "192.0.2.7 , 2001:db8::5"));
  }

  @Test
  void ifAllAddressesAreTrustedTheFirstOneIsTheClient() {
    assertEquals(address("10.0.0.3"), client(TRUSTED, "10.0.0.1", "10.0.0.3, 10.0.0.2"));
    assertEquals(address("10.0.0.1"), client(TRUSTED, "10.0.0.1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "unknown", "1", "example.org", "203.0.113.1 x", "_x"})
  void anInvalidAddressEndsTheSearch(String garbage) {
    assertEquals(
        address("10.0.0.2"), client(TRUSTED, "10.0.0.1", "203.0.113.1, " + garbage + ",10.0.0.2"));
  }

  @ParameterizedTest
  @CsvSource({
    "203.0.113.1:4711, 203.0.113.1",
    "203.0.113.1:_port, 203.0.113.1",
    "[2001:dead::17], 2001:dead::17",
    "[2001:dead::17]:4711, 2001:dead::17",
    "2001:dead::17, 2001:dead::17",
    "\"[2001:dead::17]:4711\", 2001:dead::17",
  })
  void anAddressIsUnderstoodAsProxiesWriteIt(String written, String address) {
    assertEquals(address(address), client(TRUSTED, "10.0.0.1", "198.51.100.1, " + written));
    assertEquals(
        address(address),
        TRUSTED.client(
            address("10.0.0.1"),
            List.of(),
            List.of(
                "for=198.51.100.1",
                "proto=https; For=\"" + written.replace("\"", "") + "\";by=_b")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"for=unknown", "for=_hidden", "proto=https", "for=", "for=\"", "x", ""})
  void aHopThatIsNotNamedEndsTheSearch(String hop) {
    var forwarded = List.of("for=203.0.113.1, " + hop + ", for=10.0.0.2");

    assertEquals(address("10.0.0.2"), TRUSTED.client(address("10.0.0.1"), List.of(), forwarded));
  }

  @Test
  void ofTwoHeadersThatDifferNeitherIsBelieved() {
    var proxy = address("10.0.0.1");
    var one = List.of("203.0.113.1");

    assertEquals(address("203.0.113.1"), TRUSTED.client(proxy, one, List.of("for=203.0.113.1")));
    assertEquals(proxy, TRUSTED.client(proxy, one, List.of("for=203.0.113.2")));
  }

  @Test
  void anIpv4AddressHasOneKeyInBothNotations() {
    assertEquals(address("203.0.113.1"), client(TRUSTED, "10.0.0.1", "::ffff:203.0.113.1"));
    assertEquals("203.0.113.1", Proxies.throttleKey(address("::ffff:203.0.113.1")));
  }

  @Test
  void oneIpv6NetworkCountsAsOneClient() {
    assertEquals(
        Proxies.throttleKey(address("2001:db8:1:2::1")),
        Proxies.throttleKey(address("2001:db8:1:2:ffff:ffff:ffff:ffff")));
    assertNotEquals(
        Proxies.throttleKey(address("2001:db8:1:2::1")),
        Proxies.throttleKey(address("2001:db8:1:3::1")));
    assertNotEquals(
        Proxies.throttleKey(address("203.0.113.1")), Proxies.throttleKey(address("203.0.113.2")));
  }

  private static InetAddress client(Proxies proxies, String peer, String... forwarded) {
    return proxies.client(address(peer), List.of(forwarded), List.of());
  }

  private static InetAddress address(String text) {
    return InetAddress.ofLiteral(text);
  }
}
