package waybill;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Page;
import java.util.List;

/** Checks that a page fits its window. */
final class LayoutAssertions {
  private static final String OVERFLOWING =
      """
      () => {
        const width = document.documentElement.clientWidth;
        const isVisuallyHidden = (node) =>
          node && (getComputedStyle(node).clipPath !== "none" || isVisuallyHidden(node.parentElement));
        const isOut = (node) => {
          const { left, right } = node.getBoundingClientRect();
          return (left < -1 || right > width + 1) && !isVisuallyHidden(node);
        };
        const all = [...document.querySelectorAll("body *")].filter(isOut);
        const page = document.documentElement.scrollWidth > width ? ["the whole page"] : [];
        return [...page, ...all.map((node) => `${node.tagName} ${node.className}`)];
      }
      """;

  private LayoutAssertions() {}

  /** No element needs horizontal scrolling. */
  static void assertFits(Page page, int width) {
    page.setViewportSize(width, 800);
    assertEquals(List.of(), page.evaluate(OVERFLOWING), () -> page.url() + ", " + width + " px");
  }
}
