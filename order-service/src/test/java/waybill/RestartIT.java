package waybill;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.assertions.LocatorAssertions.HasCountOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** An open page lives through the end of its service. */
@ExtendWith(Browser.class)
final class RestartIT {
  /** Longer than the pause that the service asks its clients for, in milliseconds. */
  private static final int COMES_BACK = 20_000;

  @TempDir Path data;

  @Test
  void aPageSaysThatItsServiceIsGoneThenCatchesUpByItself(Chromium chromium) throws IOException {
    var order = placedByAda();
    try (var first = ServiceProcess.start(data);
        var ada = chromium.user(URI.create("http://127.0.0.1:" + first.port() + "/"))) {
      var page = ada.openOrder("ada", order);
      var list = ada.openOrders("ada");
      ada.allowOutage();

      first.kill();

      assertThat(page.locator("#connection")).hasText("Reconnecting…");
      assertThat(list.locator("#connection")).hasText("Reconnecting…");
      assertThat(page.locator("#headline")).hasText("We have your order");

      var port = String.valueOf(first.port());
      try (var second = ServiceProcess.start(data, "SERVER_PORT", port)) {
        append(second, order, "{\"type\":\"order.confirmed\"}");
        append(second, order, "{\"type\":\"order.held\",\"reason\":\"A question\"}");
        append(second, order, "{\"type\":\"order.released\"}");

        var soon = new HasTextOptions().setTimeout(COMES_BACK);
        assertThat(page.locator("#connection")).hasText("Live", soon);
        assertThat(list.locator("#connection")).hasText("Live", soon);
        assertThat(page.locator("#timeline .entry"))
            .hasCount(4, new HasCountOptions().setTimeout(COMES_BACK));
        assertEquals(List.of(4, 3, 2, 1), Timeline.versions(page));
        assertThat(list.locator(".order-link")).hasText("Confirmed");
      }
    }
  }

  /** Before the service is started, by another one with the same data. */
  private String placedByAda() {
    try (var service = RunningService.start(data)) {
      return service.order(service.customer("ada"));
    }
  }

  private static void append(ServiceProcess service, String order, String event)
      throws IOException {
    assertEquals(201, service.post("/api/orders/" + order + "/events", event).statusCode());
  }
}
