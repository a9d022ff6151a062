package waybill;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Response;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What no page may do, whatever a test is about: complain on the console, throw, ask anything of
 * another origin, miss an asset, break the content security policy, open a dialog.
 */
final class BrowserErrors {
  /** The console tells of a breach too, but in words that change with the browser. */
  private static final String TELL_OF_BREACHES =
      """
      document.addEventListener("securitypolicyviolation", (breach) =>
        console.error(`policy broken: ${breach.effectiveDirective} ${breach.blockedURI}`));
      """;

  private final String origin;
  private final List<String> faults = new ArrayList<>();
  private final List<Pattern> expected = new ArrayList<>();

  BrowserErrors(URI origin) {
    this.origin = origin.toString();
  }

  void watch(BrowserContext context) {
    context.addInitScript(TELL_OF_BREACHES);
    context.onRequest(this::asked);
    context.onRequestFailed(this::failed);
    context.onResponse(this::answered);
    context.onConsoleMessage(this::said);
    context.onWebError(error -> add("threw " + error.error()));
    context.onDialog(this::opened);
  }

  /**
   * Allows a fault that these words are part of: the browser itself writes to the console when a
   * request fails, as it must in some tests.
   */
  void allow(String regex) {
    expected.add(Pattern.compile(regex));
  }

  /** Everything that was wrong, in words. */
  List<String> messages() {
    return List.copyOf(faults);
  }

  private void asked(Request request) {
    if (!request.url().startsWith(origin) && !request.url().startsWith("about:")) {
      add("asked elsewhere: " + request.url());
    }
  }

  /** The page's icon is asked for by the browser itself, when it likes: perhaps in an outage. */
  private void failed(Request request) {
    if (isAsset(request.url()) && !request.url().endsWith("/favicon.svg")) {
      add("no answer for " + request.url() + ": " + request.failure());
    }
  }

  private void answered(Response response) {
    if (isAsset(response.url()) && response.status() != 200 && response.status() != 304) {
      add(response.status() + " for " + response.url());
    }
  }

  private boolean isAsset(String url) {
    return url.startsWith(origin + "assets/");
  }

  private void said(ConsoleMessage message) {
    if (message.type().equals("error") || message.type().equals("warning")) {
      add("console: " + message.text() + " at " + message.location());
    }
  }

  private void opened(Dialog dialog) {
    add("opened a dialog: " + dialog.message());
    dialog.dismiss();
  }

  private void add(String fault) {
    if (expected.stream().noneMatch(pattern -> pattern.matcher(fault).find())) {
      faults.add(fault);
    }
  }
}
