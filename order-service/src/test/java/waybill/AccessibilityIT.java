package waybill;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static waybill.Readability.assertGood;

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
  void anOrderCanBeReadByEverybody(Story story, Chromium chromium) {
    try (var ada = chromium.visitor(service.uri("/"))) {
      assertGood(ada.openOrder("ada", story.tell(service, "ada")));
    }
  }

  @Test
  void theListOfOrdersCanBeReadByEverybody(Chromium chromium) {
    service.customer("grace");
    for (var story : Story.values()) {
      story.tell(service, "grace");
    }
    try (var grace = chromium.visitor(service.uri("/"))) {
      var page = grace.openOrders("grace");
      assertThat(page.locator(".order")).hasCount(Story.values().length);
      Readability.assertGoodInEverySight(page);
    }
  }

  @Test
  void whatIsSaidWhereThereIsNothingCanBeReadByEverybody(Chromium chromium) {
    try (var nobody = chromium.visitor(service.uri("/"));
        var staff = chromium.visitor(service.uri("/"))) {
      nobody.expectStatus(404);
      staff.expectStatus(404);

      nobody.signIn("nobody");
      assertGood(shows(nobody.open("/orders"), "No orders yet"));
      assertGood(shows(nobody.open("/orders/none"), "We cannot find that"));
      staff.signInAsStaff();
      assertGood(shows(staff.open("/orders?customer=stranger"), "We cannot find that"));
    }
  }

  @Test
  void whatIsSaidWithoutAnAnswerCanBeReadByEverybody(Chromium chromium) {
    try (var ada = chromium.visitor(service.uri("/"))) {
      ada.conduct().expect("net::ERR_FAILED");
      ada.context().route("**/api/**", Route::abort);

      assertGood(shows(ada.open("/"), "No answer from the service"));
      assertGood(shows(ada.open("/orders"), "We cannot reach our service"));
      assertGood(shows(ada.open("/orders/1"), "We cannot reach our service"));
      assertGood(shows(ada.open("/track?order=1"), "We cannot reach our service"));
    }
  }

  @Test
  void pagesThatStillLoadCanBeReadByEverybody(Chromium chromium) {
    try (var ada = chromium.visitor(service.uri("/"))) {
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
    try (var staff = chromium.visitor(service.uri("/")).signInAsStaff()) {
      assertGood(shows(staff.open("/"), "Customer ada"));
      assertGood(shows(staff.open("/clock"), "tick 1"));
    }
  }

  private static Page shows(Page page, String words) {
    assertThat(page.locator("main")).containsText(words);
    return page;
  }
}
