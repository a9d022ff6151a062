package waybill;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Changes made by REST appear on the customer's open pages in time. */
@ExtendWith(Browser.class)
final class LiveUpdateIT {
  /** In milliseconds from the 201 to the page that shows the change; the README promises this. */
  private static final int MAX_DELAY = 1000;

  /** In milliseconds; a page that has not shown the change by then is broken, not slow. */
  private static final int TIMEOUT = 5000;

  private static final String EXPECT =
      """
      ([selector, words, limit]) => {
        window.seen = new Promise((resolve, reject) => {
          const watch = new MutationObserver(() => {
            if (document.querySelector(selector)?.textContent === words) resolve(Date.now());
          });
          watch.observe(document.body, { subtree: true, childList: true, characterData: true });
          setTimeout(() => reject(new Error(`no "${words}" within ${limit} ms`)), limit);
        });
      }
      """;

  @TempDir Path data;

  private record Change(String event, String inTheList, String onItsPage) {}

  private static final List<Change> CHANGES =
      List.of(
          new Change("{\"type\":\"order.confirmed\"}", "Confirmed", "Your order is confirmed"),
          new Change(
              "{\"type\":\"order.held\",\"reason\":\"We ask about the colour.\"}",
              "On hold",
              "Your order is on hold"),
          new Change("{\"type\":\"order.released\"}", "Confirmed", "Your order is confirmed"));

  @Test
  void everyChangeAppearsOnOpenPagesWithinASecondOfTheResponse(Chromium chromium) {
    try (var service = RunningService.start(data);
        var ada = chromium.user(service.uri("/"))) {
      var order = service.order(service.customer("ada"));
      var list = ada.openOrders("ada");
      var page = ada.openOrder("ada", order);

      for (var change : CHANGES) {
        expect(list, ".order-link", change.inTheList());
        expect(page, "#headline", change.onItsPage());
        service.append(order, change.event());
        long answered = System.currentTimeMillis();
        assertInTime(seen(list) - answered, "the list", change);
        assertInTime(seen(page) - answered, "the order's page", change);
      }
    }
  }

  private static void assertInTime(long milliseconds, String where, Change change) {
    System.out.printf("%s ms from the 201 to %s: %s%n", milliseconds, where, change.event());
    assertTrue(
        milliseconds < MAX_DELAY,
        () -> "%s shows %s after %d ms".formatted(where, change.event(), milliseconds));
  }

  private static void expect(Page page, String selector, String words) {
    page.evaluate(EXPECT, List.of(selector, words, TIMEOUT));
  }

  /** The time at which the page showed the change; test and browser use the same clock. */
  private static long seen(Page page) {
    return ((Number) page.evaluate("window.seen")).longValue();
  }
}
