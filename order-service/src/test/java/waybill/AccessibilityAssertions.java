package waybill;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.EmulateMediaOptions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.util.List;

/** Checks a page with axe in light and dark mode, on small and large screens. */
final class AccessibilityAssertions {
  private record Mode(ColorScheme scheme, int width) {}

  private static final List<Mode> ALL =
      List.of(
          new Mode(ColorScheme.LIGHT, 320),
          new Mode(ColorScheme.LIGHT, 1280),
          new Mode(ColorScheme.DARK, 320),
          new Mode(ColorScheme.DARK, 1280));

  /** Each colour scheme and each width occurs once. */
  private static final List<Mode> EACH_VALUE_ONCE = List.of(ALL.getFirst(), ALL.getLast());

  private static final String VIOLATIONS =
      """
      axe.run({ resultTypes: ["violations"] }).then(({ violations }) =>
        violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`)))
      """;

  private AccessibilityAssertions() {}

  static void assertAccessible(Page page) {
    assertAccessible(page, EACH_VALUE_ONCE);
  }

  static void assertAccessibleInAllModes(Page page) {
    assertAccessible(page, ALL);
  }

  private static void assertAccessible(Page page, List<Mode> modes) {
    page.evaluate(AxeBuilder.getAxeScript());
    for (var mode : modes) {
      page.emulateMedia(
          new EmulateMediaOptions()
              .setColorScheme(mode.scheme())
              .setReducedMotion(ReducedMotion.REDUCE));
      LayoutAssertions.assertFits(page, mode.width());
      assertEquals(List.of(), page.evaluate(VIOLATIONS), page.url() + ", " + mode);
    }
  }
}
