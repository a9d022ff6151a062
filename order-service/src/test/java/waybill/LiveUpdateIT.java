package waybill;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What staff do by REST, and when the customer sees it. */
@ExtendWith(Browser.class)
final class LiveUpdateIT {
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
  void aChangeIsOnTheOpenPagesWithinASecond(Chromium chromium) {
    try (var service = RunningService.start(data);
        var ada = chromium.visitor(service.uri("/"))) {
      var order = service.order(service.customer("ada"));
      var list = ada.openOrders("ada");
      var page = ada.openOrder("ada", order);

      var inTheList = new ArrayList<Long>();
      var onItsPage = new ArrayList<Long>();
      for (var change : CHANGES) {
        expect(list, ".order-link", change.inTheList());
        expect(page, "#headline", change.onItsPage());
        service.append(order, change.event());
        long answered = System.currentTimeMillis();
        inTheList.add(seen(list) - answered);
        onItsPage.add(seen(page) - answered);
      }

      System.out.printf(
          "From the answer to the page, ms: list %s, order %s%n", inTheList, onItsPage);
      assertTrue(inTheList.stream().anyMatch(ms -> ms < 1000), "list: " + inTheList);
      assertTrue(onItsPage.stream().anyMatch(ms -> ms < 1000), "order: " + onItsPage);
    }
  }

  private static void expect(Page page, String selector, String words) {
    page.evaluate(EXPECT, List.of(selector, words, LIMIT));
  }

  /** When the page showed it, by the clock that both have in common. */
  private static long seen(Page page) {
    return ((Number) page.evaluate("window.seen")).longValue();
  }
}
