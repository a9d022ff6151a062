package waybill;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.net.URI;

/**
 * Somebody with a browser and some tabs. When the visit is over their {@link Conduct} is judged.
 */
final class Visitor implements AutoCloseable {
  private final BrowserContext context;
  private final Conduct conduct;

  Visitor(BrowserContext context, URI origin) {
    this.context = context;
    this.conduct = new Conduct(origin);
    conduct.watch(context);
  }

  BrowserContext context() {
    return context;
  }

  Conduct conduct() {
    return conduct;
  }

  /** A new tab. */
  Page open(String path) {
    var page = context.newPage();
    page.navigate(path);
    return page;
  }

  /** The customer's orders in a new tab, live. */
  Page openOrders(String customer) {
    return live(open("/orders?customer=" + customer));
  }

  /** One order in a new tab, live. */
  Page openOrder(String customer, String order) {
    return live(open("/orders/" + order + "?customer=" + customer));
  }

  private static Page live(Page page) {
    assertThat(page.locator("#connection")).hasText("Live");
    return page;
  }

  /** Allows what the browser writes to its console while nobody listens on the service's port. */
  void expectOutage() {
    conduct.expect("net::ERR_(CONNECTION_REFUSED|CONNECTION_RESET|INCOMPLETE_CHUNKED_ENCODING)");
  }

  /** Allows what the browser writes to its console about an answer with this status. */
  void expectStatus(int status) {
    conduct.expect("the server responded with a status of " + status);
  }

  @Override
  public void close() {
    context.close();
    if (!conduct.faults().isEmpty()) {
      throw new AssertionError(String.join("\n", conduct.faults()));
    }
  }
}
