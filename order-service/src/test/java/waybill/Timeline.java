package waybill;

import com.microsoft.playwright.Page;
import java.util.List;

/** What an order's page tells of the past. */
final class Timeline {
  private Timeline() {}

  /** The versions of all entries, from the top down. */
  static List<Integer> versions(Page page) {
    var keys =
        page.locator("#timeline .entry")
            .evaluateAll("entries => entries.map((entry) => entry.dataset.key)");
    return ((List<?>) keys).stream().map(key -> Integer.valueOf(key.toString())).toList();
  }
}
