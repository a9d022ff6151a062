package waybill;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.HasAttributeOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions;
import com.microsoft.playwright.options.Cookie;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The service comes back with other data: a backup that was restored, a demo begun anew. */
@ExtendWith(Browser.class)
final class OtherDataIT {
  private static final int COMES_BACK = 20_000;

  @TempDir Path data;

  /** What the other data hold. */
  private record Other(String order, Cookie session) {}

  @Test
  void openPagesShowWhatIsTrueNowAndNothingOld(Chromium chromium) {
    var other = prepareOtherData(chromium);
    var newOrder = other.order();
    var first = RunningService.start(data.resolve("old"));
    int port = first.port();
    try (var ada = chromium.user(first.uri("/"))) {
      Page list;
      Page page;
      try (first) {
        list = ada.openOrders(first.customer("ada"));
        page = ada.openOrder("ada", first.order("ada"));
        ada.allowOutage();
        ada.allowStatus(404);
        // A backup knows the session that is open now.
        ada.context().addCookies(List.of(other.session()));
      }
      try (var second = RunningService.startAgain(data.resolve("new"), port)) {
        var soon = new HasTextOptions().setTimeout(COMES_BACK);
        assertThat(page.locator("#failed-title")).hasText("We cannot find that", soon);
        assertThat(page.locator("#content")).isHidden();
        assertThat(list.locator(".order"))
            .hasAttribute("data-key", newOrder, new HasAttributeOptions().setTimeout(COMES_BACK));

        second.append(newOrder, "{\"type\":\"order.confirmed\"}");
        assertThat(list.locator(".order-link")).hasText("Confirmed");
        assertThat(list.locator("#connection")).hasText("Live");
      }
    }
  }

  @Test
  void pagesWhoseSessionIsNotAmongThemAskForTheNextOne(Chromium chromium) {
    var first = RunningService.start(data.resolve("old"));
    int port = first.port();
    try (var ada = chromium.user(first.uri("/"))) {
      Page page;
      try (first) {
        page = ada.openOrder(first.customer("ada"), first.order("ada"));
        ada.allowOutage();
        ada.allowStatus(401);
      }
      try (var _ = RunningService.startAgain(data.resolve("new"), port)) {
        assertThat(new SignInForm(page).username())
            .isVisible(new IsVisibleOptions().setTimeout(COMES_BACK));
        assertThat(page.locator("#content")).hasCount(0);
      }
    }
  }

  /** So that it is complete when the pages come back. */
  private Other prepareOtherData(Chromium chromium) {
    try (var service = RunningService.start(data.resolve("new"));
        var ada = chromium.user(service.uri("/"))) {
      var order = service.order(service.customer("ada"));
      var session = ada.signIn("ada").sessionCookie();
      return new Other(
          order,
          new Cookie(session.name, session.value).setDomain(session.domain).setPath(session.path));
    }
  }
}
