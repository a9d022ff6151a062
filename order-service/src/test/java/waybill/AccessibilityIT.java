package waybill;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.EmulateMediaOptions;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
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
  private record Sight(ColorScheme scheme, int width) {}

  private static final List<Sight> ALL =
      List.of(
          new Sight(ColorScheme.LIGHT, 320),
          new Sight(ColorScheme.LIGHT, 1280),
          new Sight(ColorScheme.DARK, 320),
          new Sight(ColorScheme.DARK, 1280));

  /** Each scheme and each width once; the list, which shows every state, is seen in all four. */
  private static final List<Sight> CROSSWISE = List.of(ALL.getFirst(), ALL.getLast());

  private static final String VIOLATIONS =
      """
      axe.run({ resultTypes: ["violations"] }).then(({ violations }) =>
        violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`)))
      """;

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
      assertGood(page, ALL);
    }
  }

  @Test
  void whatIsSaidWhereThereIsNothingCanBeReadByEverybody(Chromium chromium) {
    try (var ada = chromium.visitor(service.uri("/"))) {
      ada.expectStatus(404);

      assertGood(shows(ada.open("/orders?customer=nobody"), "No orders yet"));
      assertGood(shows(ada.open("/orders"), "Whose parcels?"));
      assertGood(shows(ada.open("/orders?customer=stranger"), "We cannot find that"));
      assertGood(shows(ada.open("/orders/none?customer=ada"), "We cannot find that"));
    }
  }

  @Test
  void whatIsSaidWithoutAnAnswerCanBeReadByEverybody(Chromium chromium) {
    try (var ada = chromium.visitor(service.uri("/"))) {
      ada.conduct().expect("net::ERR_FAILED");
      ada.context().route("**/api/**", Route::abort);

      assertGood(shows(ada.open("/"), "We cannot reach our service"));
      assertGood(shows(ada.open("/orders?customer=ada"), "We cannot reach our service"));
      assertGood(shows(ada.open("/orders/1?customer=ada"), "We cannot reach our service"));
    }
  }

  @Test
  void pagesThatStillLoadCanBeReadByEverybody(Chromium chromium) {
    try (var ada = chromium.visitor(service.uri("/"))) {
      ada.context().route("**/api/**", _ -> {});

      for (var path : List.of("/", "/orders?customer=ada", "/orders/1?customer=ada")) {
        var page = ada.open(path);
        assertThat(page.locator("#loading")).isVisible();
        assertGood(page);
      }
    }
  }

  @Test
  void theStartPageAndTheClockCanBeReadByEverybody(Chromium chromium) {
    try (var anybody = chromium.visitor(service.uri("/"))) {
      assertGood(shows(anybody.open("/"), "Customer ada"));
      assertGood(shows(anybody.open("/clock"), "tick 1"));
    }
  }

  private static Page shows(Page page, String words) {
    assertThat(page.locator("main")).containsText(words);
    return page;
  }

  private static void assertGood(Page page) {
    assertGood(page, CROSSWISE);
  }

  private static void assertGood(Page page, List<Sight> sights) {
    page.evaluate(AxeBuilder.getAxeScript());
    for (var sight : sights) {
      page.emulateMedia(
          new EmulateMediaOptions()
              .setColorScheme(sight.scheme())
              .setReducedMotion(ReducedMotion.REDUCE));
      Layout.assertFits(page, sight.width());
      assertEquals(List.of(), page.evaluate(VIOLATIONS), page.url() + ", " + sight);
    }
  }
}
