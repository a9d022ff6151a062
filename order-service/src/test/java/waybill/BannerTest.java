package waybill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The text of the banner; {@link BannerIT} shows that it is true. */
final class BannerTest {

  @Test
  void withoutDemoTheBannerIsTheAddress() {
    var lines = Banner.plain("127.0.0.1", 8080, Optional.empty());

    assertEquals(List.of("Waybill listens on http://127.0.0.1:8080"), lines);
  }

  @Test
  void anIpv6AddressIsAValidUri() {
    var line = Banner.plain("::1", 80, Optional.empty()).getFirst();

    var address = URI.create(line.substring(line.lastIndexOf(' ') + 1));
    assertEquals("[::1]", address.getHost());
    assertEquals(80, address.getPort());
  }

  @Test
  void theBannerOfADemoWarnsThatItIsForThisMachineOnly() {
    var text = String.join("\n", Banner.demo("127.0.0.1", 8090, Optional.empty()));

    assertTrue(text.contains("for this machine only"), text);
  }
}
