package waybill.banner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The text of the banner; {@code BannerIT} shows that it is true. */
final class BannerTest {

  @Test
  void withoutDemoTheBannerIsTheAddress() {
    var lines = Banner.plain(Banner.address(false, "127.0.0.1", 8080), Optional.empty());

    assertEquals(List.of("Waybill listens on http://127.0.0.1:8080"), lines);
  }

  @Test
  void anIpv6AddressIsAValidUri() {
    var address = URI.create(Banner.address(true, "::1", 80));

    assertEquals("https", address.getScheme());
    assertEquals("[::1]", address.getHost());
    assertEquals(80, address.getPort());
  }

  @Test
  void theBannerOfADemoWarnsThatItIsForThisMachineOnly() {
    var text = String.join("\n", Banner.demo("http://127.0.0.1:8090", Optional.empty()));

    assertTrue(text.contains("for this machine only"), text);
  }
}
