package waybill;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Misconduct does not go unnoticed in any browser test. */
@ExtendWith(Browser.class)
final class BrowserErrorsIT {
  @TempDir Path data;

  @Test
  void whatNoPageMayDoFailsTheTestInWhichItDoesIt(Chromium chromium) {
    try (var service = RunningService.start(data)) {
      assertNoticed(
          chromium, service, "console: Oh no", page -> page.evaluate("console.error('Oh no')"));
      assertNoticed(
          chromium,
          service,
          "threw Error: Oh no",
          page -> page.evaluate("setTimeout(() => { throw new Error('Oh no') })"));
      assertNoticed(
          chromium,
          service,
          "policy broken: require-trusted-types-for",
          page -> page.evaluate("setTimeout(() => { document.body.innerHTML = 'Oh no' })"));
      assertNoticed(
          chromium,
          service,
          "asked elsewhere: http://localhost:",
          page -> page.navigate("http://localhost:" + service.port() + "/clock"));
      assertNoticed(
          chromium,
          service,
          "404 for http://127.0.0.1:",
          page -> page.evaluate("fetch('/assets/none.js').then(() => {})"));
      assertNoticed(
          chromium, service, "opened a dialog: Oh no", page -> page.evaluate("alert('Oh no')"));
    }
  }

  private static void assertNoticed(
      Chromium chromium, RunningService service, String fault, Consumer<Page> misconduct) {
    var somebody = chromium.user(service.uri("/"));
    var page = somebody.open("/clock");
    misconduct.accept(page);
    page.waitForCondition(() -> !somebody.errors().messages().isEmpty());

    var error = assertThrows(AssertionError.class, somebody::close);
    assertTrue(String.valueOf(error.getMessage()).contains(fault), error.getMessage());
  }
}
