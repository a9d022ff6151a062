package waybill;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static waybill.AccessibilityAssertions.assertAccessible;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every page in every state is accessible in light and dark mode, on small and large screens. */
@ExtendWith(Browser.class)
final class AccessibilityIT {
  @TempDir static Path data;
  private static RunningService service;

  @BeforeAll
  static void start() {
    service = RunningService.start(data);
    service.customer("ada");
    service.customer("customer");
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @ParameterizedTest
  @EnumSource
  void everyStateOfAnOrderIsAccessible(OrderScenario scenario, Chromium chromium) {
    try (var ada = chromium.user(service.uri("/"))) {
      assertAccessible(ada.openOrder("ada", scenario.create(service, "ada")));
    }
  }

  @Test
  void theListOfOrdersIsAccessible(Chromium chromium) {
    service.customer("grace");
    for (var scenario : OrderScenario.values()) {
      scenario.create(service, "grace");
    }
    try (var grace = chromium.user(service.uri("/"))) {
      var page = grace.openOrders("grace");
      page.locator("#more-done").click();
      assertThat(page.locator(".order")).hasCount(OrderScenario.values().length);
      AccessibilityAssertions.assertAccessibleInAllModes(page);
    }
  }

  @Test
  void emptyAndNotFoundPagesAreAccessible(Chromium chromium) {
    try (var customer = chromium.user(service.uri("/"));
        var staff = chromium.user(service.uri("/"))) {
      customer.allowStatus(404);
      staff.allowStatus(404);

      customer.signIn("customer");
      assertAccessible(shows(customer.open("/orders"), "No orders yet"));
      assertAccessible(shows(customer.open("/orders/none"), "We cannot find that"));
      staff.signInAsStaff();
      assertAccessible(shows(staff.open("/orders?customer=stranger"), "We cannot find that"));
    }
  }

  @Test
  void pagesWithoutAnAnswerAreAccessible(Chromium chromium) {
    try (var ada = chromium.user(service.uri("/"))) {
      ada.errors().allow("net::ERR_FAILED");
      ada.context().route("**/api/**", Route::abort);

      assertAccessible(shows(ada.open("/"), "No answer from the service"));
      assertAccessible(shows(ada.open("/orders"), "We cannot reach our service"));
      assertAccessible(shows(ada.open("/orders/1"), "We cannot reach our service"));
      assertAccessible(shows(ada.open("/track?order=1"), "We cannot reach our service"));
    }
  }

  @Test
  void pagesThatAreLoadingAreAccessible(Chromium chromium) {
    try (var ada = chromium.user(service.uri("/"))) {
      ada.context().route("**/api/**", _ -> {});

      for (var path : List.of("/", "/orders", "/orders/1", "/track?order=1")) {
        var page = ada.open(path);
        assertThat(page.locator("#loading")).isVisible();
        assertAccessible(page);
      }
    }
  }

  @Test
  void thePagesOfStaffAndTheClockAreAccessible(Chromium chromium) {
    try (var staff = chromium.user(service.uri("/")).signInAsStaff()) {
      assertAccessible(shows(staff.open("/"), "Customer ada"));
      assertAccessible(shows(staff.open("/console/health"), "All is well."));
      assertAccessible(shows(staff.open("/clock"), "tick 1"));
    }
  }

  private static Page shows(Page page, String words) {
    assertThat(page.locator("main")).containsText(words);
    return page;
  }
}
