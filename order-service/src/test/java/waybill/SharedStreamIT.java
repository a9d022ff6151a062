package waybill;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import waybill.access.InitialAccounts;
import waybill.stream.StreamSettings;

/** All tabs of one customer in one browser share one stream. */
@ExtendWith(Browser.class)
final class SharedStreamIT {
  /** With frequent pings the service soon notices a closed tab. */
  static final StreamSettings SHORT_PINGS =
      new StreamSettings(Duration.ofMillis(200), Duration.ofMinutes(30), Duration.ofMillis(200));

  /** Far below the 37 s after which a silent leader loses the lead. */
  private static final HasTextOptions SOON = new HasTextOptions().setTimeout(10_000);

  private static final String NOTE = "{\"type\":\"order.note_added\",\"text\":\"Note\"}";

  @TempDir Path data;

  @Test
  void theTabsOfOneCustomerShareOneStream(Chromium chromium) {
    try (var service = RunningService.start(data, SHORT_PINGS);
        var ada = chromium.user(service.uri("/"))) {
      var order = service.order(service.customer("ada"));

      var page = ada.openOrder("ada", order);
      var list = ada.openOrders("ada");
      service.append(order, "{\"type\":\"order.confirmed\"}");

      assertThat(page.locator("#headline")).hasText("Your order is confirmed");
      assertThat(list.locator(".order-link")).hasText("Confirmed");
      assertEquals(1, service.waybill().hub().size());
    }
  }

  @Test
  void anotherCustomerAndAnotherBrowserHaveTheirOwnStreams(Chromium chromium) {
    try (var service = RunningService.start(data, SHORT_PINGS);
        var here = chromium.user(service.uri("/"));
        var there = chromium.user(service.uri("/"))) {
      service.customer("ada");
      service.customer("grace");

      assertEquals(204, here.startSession(InitialAccounts.ADMIN, StaffTokens.PASSWORD));
      assertThat(here.open("/orders?customer=ada").locator("#connection")).hasText("Live");
      assertEquals(1, service.waybill().hub().size());
      assertThat(here.open("/orders?customer=grace").locator("#connection")).hasText("Live");
      assertEquals(2, service.waybill().hub().size());
      there.openOrders("ada");
      assertEquals(3, service.waybill().hub().size());
    }
  }

  @Test
  void anotherTabTakesOverWithoutLossWhenTheLeadingTabCloses(Chromium chromium)
      throws InterruptedException {
    try (var service = RunningService.start(data, SHORT_PINGS);
        var ada = chromium.user(service.uri("/"))) {
      var order = service.order(service.customer("ada"));
      var leading = ada.openOrder("ada", order);
      var next = ada.openOrder("ada", order);

      var closed = new AtomicBoolean();
      var staff = Thread.startVirtualThread(() -> appendUntilAfter(closed, service, order));
      next.waitForCondition(() -> Timeline.versions(next).size() > 10);
      leading.close();
      closed.set(true);
      staff.join();

      int last = RunningService.json(service.get("/api/orders/" + order)).get("version").intValue();
      next.waitForCondition(() -> Timeline.versions(next).contains(last));
      assertEquals(
          IntStream.iterate(last, version -> version - 1).limit(last).boxed().toList(),
          Timeline.versions(next));
      assertThat(next.locator("#connection")).hasText("Live");
      awaitStreams(service, next, 1);
    }
  }

  /**
   * The browser freezes only hidden tabs, and a test shows all of them: so it sends the events
   * itself.
   */
  @Test
  void aFrozenTabLeavesTheLeadToTheOthersAndCatchesUpWhenItWakes(Chromium chromium) {
    try (var service = RunningService.start(data);
        var ada = chromium.user(service.uri("/"))) {
      var order = service.order(service.customer("ada"));
      var leading = ada.openOrder("ada", order);
      var others = List.of(ada.openOrder("ada", order), ada.openOrder("ada", order));

      leading.evaluate("document.dispatchEvent(new Event('freeze'))");
      service.append(order, "{\"type\":\"order.confirmed\"}");

      for (var other : others) {
        assertThat(other.locator("#headline")).hasText("Your order is confirmed", SOON);
        assertThat(other.locator("#connection")).hasText("Live");
      }
      assertThat(leading.locator("#connection")).hasText("Connecting…");
      assertThat(leading.locator("#headline")).hasText("We have your order");
      leading.evaluate("document.dispatchEvent(new Event('resume'))");
      assertThat(leading.locator("#headline")).hasText("Your order is confirmed", SOON);
      assertThat(leading.locator("#connection")).hasText("Live");
    }
  }

  @Test
  void aBrowserWithoutTabsHasNoStream(Chromium chromium) {
    try (var service = RunningService.start(data, SHORT_PINGS);
        var ada = chromium.user(service.uri("/"))) {
      service.customer("ada");
      var page = ada.openOrders("ada");

      page.navigate("/clock");

      awaitStreams(service, page, 0);
    }
  }

  /** Makes changes before, during and after the close of the leading tab. */
  private static void appendUntilAfter(AtomicBoolean closed, RunningService service, String order) {
    while (!closed.get()) {
      service.append(order, NOTE);
    }
    for (int i = 0; i < 10; i++) {
      service.append(order, NOTE);
    }
  }

  private static void awaitStreams(RunningService service, Page page, int count) {
    page.waitForCondition(() -> service.waybill().hub().size() == count);
  }
}
