package waybill;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Every kind of browser error makes the test fail in which it occurs. */
@ExtendWith(Browser.class)
final class BrowserErrorsIT {
  @TempDir Path data;

  @Test
  void everyKindOfBrowserErrorFailsTheTest(Chromium chromium) {
    try (var service = RunningService.start(data)) {
      assertReported(
          chromium, service, "console: Oh no", page -> page.evaluate("console.error('Oh no')"));
      assertReported(
          chromium,
          service,
          "threw Error: Oh no",
          page -> page.evaluate("setTimeout(() => { throw new Error('Oh no') })"));
      assertReported(
          chromium,
          service,
          "policy broken: require-trusted-types-for",
          page -> page.evaluate("setTimeout(() => { document.body.innerHTML = 'Oh no' })"));
      assertReported(
          chromium,
          service,
          "asked elsewhere: http://localhost:",
          page -> page.navigate("http://localhost:" + service.port() + "/clock"));
      assertReported(
          chromium,
          service,
          "404 for http://127.0.0.1:",
          page -> page.evaluate("fetch('/assets/none.js').then(() => {})"));
      assertReported(
          chromium, service, "opened a dialog: Oh no", page -> page.evaluate("alert('Oh no')"));
    }
  }

  private static void assertReported(
      Chromium chromium, RunningService service, String message, Consumer<Page> action) {
    var user = chromium.user(service.uri("/"));
    var page = user.open("/clock");
    action.accept(page);
    page.waitForCondition(
        () -> user.errors().messages().stream().anyMatch(each -> each.contains(message)));

    var error = assertThrows(AssertionError.class, user::close);
    assertTrue(String.valueOf(error.getMessage()).contains(message), error.getMessage());
  }
}
