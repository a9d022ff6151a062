package waybill;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.WaitForConsoleMessageOptions;
import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * What a page of another origin tries on a service, in the browser of somebody who looks at it.
 *
 * @param page which is theirs
 * @param target which is ours
 */
record CrossOriginPage(Page page, URI target) {
  private static final String FETCH =
      """
      ([url, options]) => fetch(url, { credentials: "include", ...options })
        .then(async (answer) => `${answer.type} ${answer.status} ${await answer.text()}`, () => "refused")
      """;

  private static final String LOAD =
      """
      ([tag, url]) => new Promise((resolve) => {
        const node = document.createElement(tag);
        node.onload = () => resolve("loaded");
        node.onerror = () => resolve("refused");
        if (tag === "link") Object.assign(node, { rel: "stylesheet", href: url });
        else node.src = url;
        document.body.append(node);
      })
      """;

  private static final String LISTEN =
      """
      (url) => new Promise((resolve) => {
        const source = new EventSource(url, { withCredentials: true });
        for (const name of ["ready", "reset", "ping", "end", "message", "order.confirmed"]) {
          source.addEventListener(name, () => resolve(name));
        }
        source.onopen = () => resolve("opened");
        source.onerror = () => resolve(source.readyState === EventSource.CLOSED ? "refused" : "tries again");
      })
      """;

  private static final String SUBMIT =
      """
      ([action, enctype, fields]) => {
        const form = Object.assign(document.createElement("form"), { action, enctype, method: "post" });
        for (const [name, value] of Object.entries(fields)) {
          form.append(Object.assign(document.createElement("input"), { name, value }));
        }
        document.body.append(form);
        form.submit();
      }
      """;

  private String url(String path) {
    return target.resolve(path).toString();
  }

  /** Says what can be read of the answer, or that it was refused. */
  Object fetch(String path, Map<String, String> options) {
    return page.evaluate(FETCH, List.of(url(path), options));
  }

  /** Says whether an element with this tag made something of it. */
  Object load(String tag, String path) {
    return page.evaluate(LOAD, List.of(tag, url(path)));
  }

  /** Says what was heard first. */
  Object listen(String path) {
    return page.evaluate(LISTEN, url(path));
  }

  /**
   * Waits until the browser says on its console by which of our rules it shows nothing.
   *
   * @return the address that the frame has then
   */
  String frame(String path) {
    var refused =
        new WaitForConsoleMessageOptions()
            .setPredicate(said -> said.text().contains("frame-ancestors"));
    page.waitForConsoleMessage(refused, () -> load("iframe", path));
    return page.frames().getLast().url();
  }

  /** Keeps the new window in its variable {@code it}. */
  Page open(String path) {
    return page.waitForPopup(() -> page.evaluate("url => { window.it = open(url) }", url(path)));
  }

  /** Returns the status of the answer to a form. */
  int submit(String path, String encoding, Map<String, String> fields) {
    return page.waitForResponse(
            url(path), () -> page.evaluate(SUBMIT, List.of(url(path), encoding, fields)))
        .status();
  }
}
