package waybill;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The page of an order with a long history shows its newest part, and more of it on demand. */
@ExtendWith(Browser.class)
final class LongHistoryIT {
  private static final int EVENTS = 50;

  @TempDir Path data;

  @Test
  void theNewestPartComesFirstAndEarlierPartsOnDemand(Chromium chromium) {
    try (var service = RunningService.start(data);
        var ada = chromium.user(service.uri("/"))) {
      var order = service.order(service.customer("ada"));
      for (int version = 2; version <= EVENTS; version++) {
        service.append(order, "{\"type\":\"order.note_added\",\"text\":\"Note\"}");
      }

      var page = ada.openOrder("ada", order);
      var more = page.locator("#timeline-more");
      assertEquals(versions(EVENTS, 31), Timeline.versions(page));

      service.append(order, "{\"type\":\"order.confirmed\"}");
      assertThat(page.locator("#timeline .entry")).hasCount(21);
      more.click();
      assertThat(page.locator("#timeline .entry")).hasCount(41);
      more.click();
      assertThat(page.locator("#timeline .entry")).hasCount(EVENTS + 1);
      assertEquals(versions(EVENTS + 1, 1), Timeline.versions(page));
      assertThat(more).isHidden();
      assertThat(page.locator("#timeline-title")).isFocused();
    }
  }

  private static List<Integer> versions(int newest, int oldest) {
    return IntStream.iterate(newest, version -> version >= oldest, version -> version - 1)
        .boxed()
        .toList();
  }
}
