package waybill;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static waybill.AccessibilityAssertions.assertGood;

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

/** Every page in every state, by day and by night, on a small telephone and on a desk. */
@ExtendWith(Browser.class)
final class AccessibilityIT {
  @TempDir static Path data;
  private static RunningService service;

  @BeforeAll
  static void start() {
    service = RunningService.start(data);
    service.customer("ada");
    service.customer("nobody");
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @ParameterizedTest
  @EnumSource
  void anOrderCanBeReadByEverybody(OrderScenario scenario, Chromium chromium) {
    try (var ada = chromium.user(service.uri("/"))) {
      assertGood(ada.openOrder("ada", scenario.create(service, "ada")));
    }
  }

  @Test
  void theListOfOrdersCanBeReadByEverybody(Chromium chromium) {
    service.customer("grace");
    for (var scenario : OrderScenario.values()) {
      scenario.create(service, "grace");
    }
    try (var grace = chromium.user(service.uri("/"))) {
      var page = grace.openOrders("grace");
      assertThat(page.locator(".order")).hasCount(OrderScenario.values().length);
      AccessibilityAssertions.assertGoodInEverySight(page);
    }
  }

  @Test
  void whatIsSaidWhereThereIsNothingCanBeReadByEverybody(Chromium chromium) {
    try (var nobody = chromium.user(service.uri("/"));
        var staff = chromium.user(service.uri("/"))) {
      nobody.allowStatus(404);
      staff.allowStatus(404);

      nobody.signIn("nobody");
      assertGood(shows(nobody.open("/orders"), "No orders yet"));
      assertGood(shows(nobody.open("/orders/none"), "We cannot find that"));
      staff.signInAsStaff();
      assertGood(shows(staff.open("/orders?customer=stranger"), "We cannot find that"));
    }
  }

  @Test
  void whatIsSaidWithoutAnAnswerCanBeReadByEverybody(Chromium chromium) {
    try (var ada = chromium.user(service.uri("/"))) {
      ada.errors().allow("net::ERR_FAILED");
      ada.context().route("**/api/**", Route::abort);

      assertGood(shows(ada.open("/"), "No answer from the service"));
      assertGood(shows(ada.open("/orders"), "We cannot reach our service"));
      assertGood(shows(ada.open("/orders/1"), "We cannot reach our service"));
      assertGood(shows(ada.open("/track?order=1"), "We cannot reach our service"));
    }
  }

  @Test
  void pagesThatStillLoadCanBeReadByEverybody(Chromium chromium) {
    try (var ada = chromium.user(service.uri("/"))) {
      ada.context().route("**/api/**", _ -> {});

      for (var path : List.of("/", "/orders", "/orders/1", "/track?order=1")) {
        var page = ada.open(path);
        assertThat(page.locator("#loading")).isVisible();
        assertGood(page);
      }
    }
  }

  @Test
  void theListOfCustomersAndTheClockCanBeReadByEverybody(Chromium chromium) {
    try (var staff = chromium.user(service.uri("/")).signInAsStaff()) {
      assertGood(shows(staff.open("/"), "Customer ada"));
      assertGood(shows(staff.open("/clock"), "tick 1"));
    }
  }

  private static Page shows(Page page, String words) {
    assertThat(page.locator("main")).containsText(words);
    return page;
  }
}
