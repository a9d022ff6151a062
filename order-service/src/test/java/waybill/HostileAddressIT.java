package waybill;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator.FilterOptions;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Whoever sends somebody an address of ours decides nothing but which page is shown. */
@ExtendWith(Browser.class)
final class HostileAddressIT {
  private static final String MARKUP = "\"'><img src=x onerror=hacked=1><svg onload=hacked=1>";

  private static final String INJECTED =
      """
      () => "hacked" in window
        || document.querySelectorAll("[onerror], [onload], [src=x], body script").length > 0
      """;

  @TempDir Path data;

  @Test
  void nothingInAnAddressRuns(Chromium chromium) {
    try (var service = RunningService.start(data);
        var staff = chromium.user(service.uri("/")).signInAsStaff();
        var anybody = chromium.user(service.uri("/"))) {
      service.customer("ada");
      for (var visitor : List.of(staff, anybody)) {
        visitor.allowStatus(401);
        visitor.allowStatus(404);
        var page = visitor.open("/clock");
        var text = page.evaluate("encodeURIComponent", MARKUP);

        for (var address :
            List.of(
                "/?because=%s#%s",
                "/orders?customer=%s#%s",
                "/orders/%s?customer=ada",
                "/track?order=%s#%s",
                "/track#%s")) {
          page.navigate(address.formatted(text, text));
          assertSettled(page);
          assertEquals(false, page.evaluate(INJECTED), page.url());
        }
      }
    }
  }

  /** It has asked, was answered, and shows what it has to say. */
  private static void assertSettled(Page page) {
    var said = page.locator("#sign-in-form, .person, #failed-title, #gone-title");
    assertThat(said.filter(new FilterOptions().setVisible(true)).first()).isVisible();
  }
}
