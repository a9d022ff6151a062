package waybill;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What staff do by REST, and when the customer sees it. */
@ExtendWith(Browser.class)
final class LiveUpdateIT {
  /** The README promises this, in milliseconds from the 201 to the page that shows the change. */
  private static final int IN_TIME = 1000;

  /** A page that shows the words later than this, in milliseconds, is broken rather than slow. */
  private static final int LIMIT = 5000;

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
  void everyChangeIsOnTheOpenPagesWithinASecondOfItsAnswer(Chromium chromium) {
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
        milliseconds < IN_TIME,
        () -> "%s shows %s after %d ms".formatted(where, change.event(), milliseconds));
  }

  private static void expect(Page page, String selector, String words) {
    page.evaluate(EXPECT, List.of(selector, words, LIMIT));
  }

  /** When the page showed it, by the clock that both have in common. */
  private static long seen(Page page) {
    return ((Number) page.evaluate("window.seen")).longValue();
  }
}
