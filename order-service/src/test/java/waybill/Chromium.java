package waybill;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

/** A real browser. It belongs to the thread that started it, as all of Playwright does. */
record Chromium(Playwright playwright, com.microsoft.playwright.Browser browser)
    implements AutoCloseable {
  /** No sandbox, for a machine where tests run as root; nothing that calls home. */
  private static final List<String> ARGUMENTS =
      List.of(
          "--no-sandbox",
          "--disable-quic",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  static Chromium start(Path program) {
    var playwright = Playwright.create();
    var options = new LaunchOptions().setExecutablePath(program).setArgs(ARGUMENTS);
    return new Chromium(playwright, playwright.chromium().launch(options));
  }

  /** Somebody with a browser of their own: no cookie, no lock, no channel in common with others. */
  BrowserUser user(URI origin) {
    return user(origin, options -> options);
  }

  BrowserUser user(URI origin, UnaryOperator<NewContextOptions> device) {
    var options =
        new NewContextOptions()
            .setBaseURL(origin.toString())
            .setLocale("en-GB")
            .setTimezoneId("Europe/Berlin")
            .setViewportSize(1280, 800);
    return new BrowserUser(browser.newContext(device.apply(options)), origin);
  }

  @Override
  public void close() {
    playwright.close();
  }
}
