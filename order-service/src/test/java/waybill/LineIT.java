package waybill;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Lines that die, sleep and come back, under an open page whose clock the test can put forward. */
@ExtendWith(Browser.class)
final class LineIT {
  private static final String CONFIRMED = "{\"type\":\"order.confirmed\"}";

  /** Longer than the pause before a stream is opened again. */
  private static final HasTextOptions SOON = new HasTextOptions().setTimeout(20_000);

  private static final Pattern OFFLINE = Pattern.compile("Offline, as of [0-2][0-9]:[0-5][0-9]");

  private static final String SHOW =
      """
      (state) => {
        Object.defineProperty(document, "visibilityState", { value: state, configurable: true });
        document.dispatchEvent(new Event("visibilitychange"));
      }
      """;

  private static final String PUT_INTO_THE_CACHE =
      "dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))";
  private static final String TAKE_OUT_OF_IT =
      "dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))";

  @TempDir Path data;

  @Test
  void aTabThatIsLookedAtAgainDoesNotTrustItsOldLine(Chromium chromium) {
    try (var service = RunningService.start(data);
        var proxy = CuttableProxy.to(service.port());
        var ada = chromium.user(proxy.uri("/"))) {
      var order = service.order(service.customer("ada"));
      ada.context().clock().install();
      var page = ada.openOrder("ada", order);
      page.evaluate(SHOW, "hidden");
      proxy.freezeStreams();
      service.append(order, CONFIRMED);
      ada.context().clock().fastForward(Duration.ofSeconds(10).toMillis());

      page.evaluate(SHOW, "visible");

      assertThat(page.locator("#headline")).hasText("Your order is confirmed");
      assertThat(page.locator("#connection")).hasText("Live");
      assertEquals(List.of(2, 1), Timeline.versions(page));
    }
  }

  @Test
  void aLineThatIsSilentForTooLongIsReplaced(Chromium chromium) {
    try (var service = RunningService.start(data);
        var proxy = CuttableProxy.to(service.port());
        var ada = chromium.user(proxy.uri("/"))) {
      var order = service.order(service.customer("ada"));
      ada.context().clock().install();
      var page = ada.openOrder("ada", order);
      proxy.freezeStreams();
      service.append(order, CONFIRMED);

      ada.context().clock().fastForward(Duration.ofSeconds(40).toMillis());

      assertThat(page.locator("#headline")).hasText("Your order is confirmed");
      assertThat(page.locator("#connection")).hasText("Live");
    }
  }

  @Test
  void aPageWithoutALineSaysHowOldItIs(Chromium chromium) {
    try (var service = RunningService.start(data);
        var proxy = CuttableProxy.to(service.port());
        var ada = chromium.user(proxy.uri("/"))) {
      var order = service.order(service.customer("ada"));
      ada.context().clock().install();
      var page = ada.openOrder("ada", order);
      ada.allowOutage();
      proxy.disconnect();
      assertThat(page.locator("#connection")).hasText("Reconnecting…");

      ada.context().clock().fastForward(Duration.ofMinutes(2).toMillis());
      assertThat(page.locator("#connection")).hasText(OFFLINE);

      service.append(order, CONFIRMED);
      proxy.reconnect();
      assertThat(page.locator("#headline")).hasText("Your order is confirmed", SOON);
      assertThat(page.locator("#connection")).hasText("Live");
    }
  }

  @Test
  void aServiceThatIsNotHeardIsNotCalledLive(Chromium chromium) {
    try (var service = RunningService.start(data);
        var proxy = CuttableProxy.to(service.port());
        var ada = chromium.user(proxy.uri("/"))) {
      service.customer("ada");
      ada.context().clock().install();
      var page = ada.openOrders("ada");
      proxy.freezeStreams();

      ada.context().clock().fastForward(Duration.ofSeconds(23).toMillis());

      assertThat(page.locator("#connection")).hasText(OFFLINE);
    }
  }

  @Test
  void aBrowserThatIsOfflineSaysSoAtOnce(Chromium chromium) {
    try (var service = RunningService.start(data);
        var ada = chromium.user(service.uri("/"))) {
      ada.errors().allow("net::ERR_INTERNET_DISCONNECTED");
      service.customer("ada");
      var page = ada.openOrders("ada");

      ada.context().setOffline(true);
      assertThat(page.locator("#connection")).hasText(OFFLINE);

      ada.context().setOffline(false);
      assertThat(page.locator("#connection")).hasText("Live", SOON);
    }
  }

  /**
   * Plain HTTP outside localhost has no Web Locks, and a browser only six connections to a server.
   */
  @Test
  void withoutWebLocksAHiddenTabLeavesItsConnectionToTheOthers(Chromium chromium) {
    try (var service = RunningService.start(data, SharedStreamIT.SHORT_PINGS);
        var ada = chromium.user(service.uri("/"))) {
      var order = service.order(service.customer("ada"));
      ada.context().addInitScript("delete Navigator.prototype.locks");
      var first = ada.openOrder("ada", order);
      first.evaluate(SHOW, "hidden");
      for (int tab = 2; tab <= 6; tab++) {
        ada.openOrder("ada", order).evaluate(SHOW, "hidden");
      }

      var seventh = ada.openOrder("ada", order);
      awaitStreams(service, seventh, 1);
      service.append(order, CONFIRMED);
      assertThat(seventh.locator("#headline")).hasText("Your order is confirmed");

      first.evaluate(SHOW, "visible");
      assertThat(first.locator("#headline")).hasText("Your order is confirmed");
      assertThat(first.locator("#connection")).hasText("Live");
    }
  }

  @Test
  void aPageThatComesBackFromTheBrowsersCacheCatchesUp(Chromium chromium) {
    try (var service = RunningService.start(data, SharedStreamIT.SHORT_PINGS);
        var ada = chromium.user(service.uri("/"))) {
      var order = service.order(service.customer("ada"));
      var page = ada.openOrder("ada", order);
      page.evaluate(PUT_INTO_THE_CACHE);
      awaitStreams(service, page, 0);
      service.append(order, CONFIRMED);

      page.evaluate(TAKE_OUT_OF_IT);

      assertThat(page.locator("#headline")).hasText("Your order is confirmed");
      assertThat(page.locator("#connection")).hasText("Live");
      awaitStreams(service, page, 1);
    }
  }

  private static void awaitStreams(RunningService service, Page page, int count) {
    page.waitForCondition(() -> service.waybill().hub().size() == count);
  }
}
