package waybill;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.HasAttributeOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The service comes back with other data: a backup that was restored, a demo begun anew. */
@ExtendWith(Browser.class)
final class OtherDataIT {
  private static final int COMES_BACK = 20_000;

  @TempDir Path data;

  @Test
  void openPagesShowWhatIsTrueNowAndNothingOld(Chromium chromium) {
    var newOrder = prepareOtherData();
    var first = RunningService.start(data.resolve("old"));
    int port = first.port();
    try (var ada = chromium.visitor(first.uri("/"))) {
      Page list;
      Page page;
      try (first) {
        list = ada.openOrders(first.customer("ada"));
        page = ada.openOrder("ada", first.order("ada"));
        ada.expectOutage();
        ada.expectStatus(404);
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

  /** So that it is complete when the pages come back. */
  private String prepareOtherData() {
    try (var service = RunningService.start(data.resolve("new"))) {
      return service.order(service.customer("ada"));
    }
  }
}
