package waybill;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.RequestOptions;
import java.net.URI;
import waybill.access.InitialAccounts;

/**
 * A user with a browser of their own and any number of tabs. Closing fails if there were {@link
 * BrowserErrors}.
 */
final class BrowserUser implements AutoCloseable {
  private final BrowserContext context;
  private final BrowserErrors errors;
  private final URI origin;
  private String signedInAs = "";

  BrowserUser(BrowserContext context, URI origin) {
    this.context = context;
    this.errors = new BrowserErrors(origin);
    this.origin = origin;
    errors.watch(context);
  }

  BrowserContext context() {
    return context;
  }

  BrowserErrors errors() {
    return errors;
  }

  /** A new tab. */
  Page open(String path) {
    var page = context.newPage();
    page.navigate(path);
    return page;
  }

  /** Signs in as a customer; makes the account if there is none. Demo accounts exist already. */
  BrowserUser signIn(String customer) {
    if (!customer.equals(signedInAs)) {
      makeAccount(customer);
      if (startSession(customer, StaffTokens.PASSWORD) != 204) {
        assertEquals(204, startSession(customer, customer));
      }
      signedInAs = customer;
    }
    return this;
  }

  /** Makes an account with the customer's name if there is none. */
  void makeAccount(String customer) {
    var account =
        "{\"username\":\"%s\",\"password\":\"%s\",\"role\":\"customer\",\"customerId\":\"%s\"}"
            .formatted(customer, StaffTokens.PASSWORD, customer);
    post("/api/accounts", account, StaffTokens.bearer(origin.getPort()));
  }

  BrowserUser signInAsStaff() {
    assertEquals(204, startSession(InitialAccounts.ADMIN, StaffTokens.PASSWORD));
    signedInAs = InitialAccounts.ADMIN;
    return this;
  }

  /** The service's answer about this browser's session; asking does not prolong the session. */
  APIResponse session() {
    return context.request().get("/api/session");
  }

  /** The cookie of its session. */
  Cookie sessionCookie() {
    return context.cookies().stream()
        .filter(cookie -> cookie.name.equals("waybill_session"))
        .findAny()
        .orElseThrow();
  }

  /** Opens the sign-in form in a new tab; for users who are not signed in. */
  Page openSignIn() {
    allowStatus(401);
    var page = open("/");
    assertThat(page.locator("#sign-in-form")).isVisible();
    return page;
  }

  int startSession(String username, String password) {
    return post(
        "/api/session",
        "{\"username\":\"%s\",\"password\":\"%s\"}".formatted(username, password),
        "");
  }

  private int post(String path, String json, String authorization) {
    var request = RequestOptions.create().setHeader("Content-Type", "application/json");
    if (!authorization.isEmpty()) {
      request.setHeader("Authorization", authorization);
    }
    return context.request().post(path, request.setData(json)).status();
  }

  /** The customer's orders in a new tab, live. */
  Page openOrders(String customer) {
    return live(signIn(customer).open("/orders"));
  }

  /** One order in a new tab, live. */
  Page openOrder(String customer, String order) {
    return live(signIn(customer).open("/orders/" + order));
  }

  private static Page live(Page page) {
    assertThat(page.locator("#connection")).hasText("Live");
    return page;
  }

  /** Allows the console messages of a browser while the service is down. */
  void allowOutage() {
    errors.allow("net::ERR_(CONNECTION_REFUSED|CONNECTION_RESET|INCOMPLETE_CHUNKED_ENCODING)");
  }

  /** Allows the browser's console message about a response with this status. */
  void allowStatus(int status) {
    errors.allow("the server responded with a status of " + status);
  }

  @Override
  public void close() {
    context.close();
    if (!errors.messages().isEmpty()) {
      throw new AssertionError(String.join("\n", errors.messages()));
    }
  }
}
