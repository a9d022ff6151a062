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
 * Collects the errors that no page may cause in any test: console messages, exceptions, requests to
 * other origins, missing assets, violations of the content security policy, dialogs.
 */
final class BrowserErrors {
  /** The browser also logs violations, but its wording differs between versions. */
  private static final String LOG_VIOLATIONS =
      """
      document.addEventListener("securitypolicyviolation", (breach) =>
        console.error(`policy broken: ${breach.effectiveDirective} ${breach.blockedURI}`));
      """;

  private final String origin;
  private final List<String> messages = new ArrayList<>();
  private final List<Pattern> allowed = new ArrayList<>();

  BrowserErrors(URI origin) {
    this.origin = origin.toString();
  }

  void watch(BrowserContext context) {
    context.addInitScript(LOG_VIOLATIONS);
    context.onRequest(this::onRequest);
    context.onRequestFailed(this::onFailure);
    context.onResponse(this::onResponse);
    context.onConsoleMessage(this::onConsole);
    context.onWebError(error -> add("threw " + error.error()));
    context.onDialog(this::onDialog);
  }

  /**
   * Allows errors that contain a match. Some tests need this because the browser logs each request
   * that fails.
   */
  void allow(String regex) {
    allowed.add(Pattern.compile(regex));
  }

  /** All errors that were not allowed. */
  List<String> messages() {
    return List.copyOf(messages);
  }

  private void onRequest(Request request) {
    if (!request.url().startsWith(origin) && !request.url().startsWith("about:")) {
      add("asked elsewhere: " + request.url());
    }
  }

  /** The browser requests the icon at any time, also while the service is down. */
  private void onFailure(Request request) {
    if (isAsset(request.url()) && !request.url().endsWith("/favicon.svg")) {
      add("no answer for " + request.url() + ": " + request.failure());
    }
  }

  private void onResponse(Response response) {
    if (isAsset(response.url()) && response.status() != 200 && response.status() != 304) {
      add(response.status() + " for " + response.url());
    }
  }

  private boolean isAsset(String url) {
    return url.startsWith(origin + "assets/");
  }

  private void onConsole(ConsoleMessage message) {
    if (message.type().equals("error") || message.type().equals("warning")) {
      add("console: " + message.text() + " at " + message.location());
    }
  }

  private void onDialog(Dialog dialog) {
    add("opened a dialog: " + dialog.message());
    dialog.dismiss();
  }

  private void add(String message) {
    if (allowed.stream().noneMatch(pattern -> pattern.matcher(message).find())) {
      messages.add(message);
    }
  }
}
