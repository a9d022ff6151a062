package waybill;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(Browser.class)
final class ClockPageIT {
  private static final Pattern SOME_TICKS = Pattern.compile("tick [2-9]");

  @TempDir Path data;

  @Test
  void theClockTicksWhileItsPageIsOpen(Chromium chromium) {
    try (var service = RunningService.start(data);
        var anybody = chromium.user(service.uri("/"))) {
      anybody.allowStatus(401);
      var page = anybody.open("/clock");
      assertThat(page.locator("main")).containsText(SOME_TICKS);
      assertTrue(aClockIsTicking());

      page.navigate("/");
      page.waitForCondition(() -> !aClockIsTicking());

      page.goBack();
      assertThat(page.locator("main")).containsText(SOME_TICKS);
    }
  }

  /** Whether a thread of the service, which runs in this process, is in the clock's handler. */
  private static boolean aClockIsTicking() {
    return Threads.in("waybill.clock.ClockRoutes") > 0;
  }
}
