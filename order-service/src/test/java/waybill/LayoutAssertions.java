package waybill;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Page;
import java.util.List;

/** How a page fits its window. */
final class LayoutAssertions {
  private static final String STICKS_OUT =
      """
      () => {
        const width = document.documentElement.clientWidth;
        const isForTheEar = (node) =>
          node && (getComputedStyle(node).clipPath !== "none" || isForTheEar(node.parentElement));
        const isOut = (node) => {
          const { left, right } = node.getBoundingClientRect();
          return (left < -1 || right > width + 1) && !isForTheEar(node);
        };
        const all = [...document.querySelectorAll("body *")].filter(isOut);
        const page = document.documentElement.scrollWidth > width ? ["the whole page"] : [];
        return [...page, ...all.map((node) => `${node.tagName} ${node.className}`)];
      }
      """;

  private LayoutAssertions() {}

  /** Nothing has to be scrolled sideways to be seen. */
  static void assertFits(Page page, int width) {
    page.setViewportSize(width, 800);
    assertEquals(List.of(), page.evaluate(STICKS_OUT), () -> page.url() + ", " + width + " px");
  }
}
