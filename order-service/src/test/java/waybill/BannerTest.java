package waybill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

final class BannerTest {

  @Test
  void withoutDemoItSaysWhereItListensAndWhyOnlyThere() {
    var lines = Banner.plain("127.0.0.1", 8080);

    assertEquals("Waybill listens on http://127.0.0.1:8080", lines.getFirst());
    assertTrue(lines.getLast().contains("loopback address only"));
    assertEquals(2, lines.size());
  }

  @Test
  void aNumericIpv6AddressCanBeClicked() {
    assertEquals("Waybill listens on http://[::1]:80", Banner.plain("::1", 80).getFirst());
  }

  @Test
  void theDemoNamesItsPages() {
    var text = String.join("\n", Banner.demo("127.0.0.1", 8090, Optional.empty()));

    for (var page :
        new String[] {
          "orders?customer=ada", "orders?customer=grace", "orders?customer=linus", "clock"
        }) {
      assertTrue(text.contains("http://127.0.0.1:8090/" + page), page);
    }
    assertTrue(text.contains("loopback address only"));
  }
}
