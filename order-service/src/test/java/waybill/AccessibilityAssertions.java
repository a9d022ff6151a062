package waybill;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.EmulateMediaOptions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.util.List;

/** Whether everybody can read a page: by day and by night, on a small telephone and on a desk. */
final class AccessibilityAssertions {
  private record Sight(ColorScheme scheme, int width) {}

  private static final List<Sight> ALL =
      List.of(
          new Sight(ColorScheme.LIGHT, 320),
          new Sight(ColorScheme.LIGHT, 1280),
          new Sight(ColorScheme.DARK, 320),
          new Sight(ColorScheme.DARK, 1280));

  /** Each scheme and each width once. */
  private static final List<Sight> CROSSWISE = List.of(ALL.getFirst(), ALL.getLast());

  private static final String VIOLATIONS =
      """
      axe.run({ resultTypes: ["violations"] }).then(({ violations }) =>
        violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`)))
      """;

  private AccessibilityAssertions() {}

  static void assertGood(Page page) {
    assertGood(page, CROSSWISE);
  }

  static void assertGoodInEverySight(Page page) {
    assertGood(page, ALL);
  }

  private static void assertGood(Page page, List<Sight> sights) {
    page.evaluate(AxeBuilder.getAxeScript());
    for (var sight : sights) {
      page.emulateMedia(
          new EmulateMediaOptions()
              .setColorScheme(sight.scheme())
              .setReducedMotion(ReducedMotion.REDUCE));
      LayoutAssertions.assertFits(page, sight.width());
      assertEquals(List.of(), page.evaluate(VIOLATIONS), page.url() + ", " + sight);
    }
  }
}
