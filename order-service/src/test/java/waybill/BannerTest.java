package waybill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class BannerTest {

  @Test
  void withoutDemoItSaysWhereItListensAndNothingElse() {
    var lines = Banner.plain("127.0.0.1", 8080, Optional.empty());

    assertEquals(List.of("Waybill listens on http://127.0.0.1:8080"), lines);
  }

  @Test
  void thePasswordOfTheFirstAccountIsTold() {
    var lines = Banner.plain("127.0.0.1", 8080, Optional.of("s3cret"));

    assertTrue(lines.contains("  s3cret"), lines::toString);
  }

  @Test
  void aNumericIpv6AddressCanBeClicked() {
    assertEquals(
        "Waybill listens on http://[::1]:80", Banner.plain("::1", 80, Optional.empty()).getFirst());
  }

  @Test
  void theDemoNamesItsAccountsAndThatItIsOnlyForThisMachine() {
    var text = String.join("\n", Banner.demo("127.0.0.1", 8090, Optional.empty()));

    assertTrue(text.contains("ada, grace or linus (customers) or staff"), text);
    assertTrue(text.contains("for this machine only"), text);
    assertTrue(text.contains("http://127.0.0.1:8090/clock"), text);
  }
}
