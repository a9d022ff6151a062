package waybill;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions;
import java.nio.file.Path;
import java.time.Instant;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import waybill.access.InitialAccounts;

/** The page announces the end of a session, and shows nothing after it. */
@ExtendWith(Browser.class)
final class SessionExpiryIT {
  private static final String EXPIRED = "Your session has expired. Sign in again to go on.";
  private static final Pattern WARNING =
      Pattern.compile("You will be signed out at \\d\\d:\\d\\d\\.");
  private static final Pattern LAST_WARNING =
      Pattern.compile("You will be signed out at \\d\\d:\\d\\d\\. A session cannot last longer.*");

  /** In milliseconds; long enough for the sessions of these tests on a busy machine. */
  private static final int IN_TIME = 15_000;

  @TempDir Path data;

  @Test
  void theNoticeComesTwoMinutesAheadAndStayHidesIt(Chromium chromium) {
    // A session is prolonged when a thirtieth of its time was used: here after 4.15 s.
    try (var service =
            SessionLifetimes.start(
                data, SessionLifetimes.seconds(124.5, 3600), SessionLifetimes.LONG);
        var staff = chromium.user(service.uri("/")).signInAsStaff()) {
      service.customer("ada");
      var page = live(staff.open("/orders?customer=ada"));
      var notice = page.locator("#notice");
      assertThat(notice).isHidden();

      assertThat(notice).isVisible(new IsVisibleOptions().setTimeout(IN_TIME));
      assertThat(page.locator("#notice-words")).hasText(WARNING);
      assertThat(page.locator("#notice-voice[role=status]")).hasText(WARNING);

      page.locator("#stay").click();
      assertThat(notice).isHidden();
      assertThat(page.locator("#connection")).hasText("Live");
    }
  }

  @Test
  void theNoticeSaysIfTheSessionCannotBeProlonged(Chromium chromium) {
    try (var service =
            SessionLifetimes.start(data, SessionLifetimes.seconds(90, 90), SessionLifetimes.LONG);
        var staff = chromium.user(service.uri("/")).signInAsStaff()) {
      service.customer("ada");
      var page = live(staff.open("/orders?customer=ada"));
      assertThat(page.locator("#notice-words")).hasText(WARNING);

      page.locator("#stay").click();

      assertThat(page.locator("#notice-words")).hasText(LAST_WARNING);
      assertThat(page.locator("#stay")).isHidden();
      assertThat(page.locator("#main")).isFocused();
    }
  }

  @Test
  void anExpiredSessionClosesThePageThatIsOpen(Chromium chromium) {
    try (var service =
            SessionLifetimes.start(data, SessionLifetimes.seconds(8, 8), SessionLifetimes.LONG);
        var staff = chromium.user(service.uri("/"))) {
      var order = service.order(service.customer("ada"));
      staff.allowStatus(401);
      staff.signInAsStaff();
      var accounts = staff.open("/");
      var page = staff.open("/orders/" + order);
      assertThat(accounts.locator(".person")).hasCount(1);
      assertThat(page.locator("#headline")).hasText("Order received");

      assertThat(new SignInForm(accounts).why()).hasText(EXPIRED, inTime());
      assertThat(new SignInForm(page).why()).hasText(EXPIRED, inTime());
      Await.until("no stream is left", () -> service.waybill().hub().size() == 0);

      new SignInForm(page).enterAs(InitialAccounts.ADMIN);
      assertThat(page).hasURL(service.uri("/orders/" + order).toString());
    }
  }

  @Test
  void aCustomerWithAnOpenPageStaysSignedIn(Chromium chromium) {
    try (var service =
            SessionLifetimes.start(data, SessionLifetimes.LONG, SessionLifetimes.seconds(6, 3600));
        var ada = chromium.user(service.uri("/"))) {
      var order = service.order(service.customer("ada"));
      var page = ada.openOrder("ada", order);
      var end = expiry(ada).plusSeconds(3);

      Await.until("it would be over without the page", () -> expiry(ada).isAfter(end));

      service.append(order, "{\"type\":\"order.confirmed\"}");
      assertThat(page.locator("#headline")).hasText("Your order is confirmed");
      assertThat(page.locator("#connection")).hasText("Live");
    }
  }

  private static Instant expiry(BrowserUser visitor) {
    var session = visitor.session();
    assertEquals(200, session.status());
    return Instant.parse(RunningService.json(session.text()).get("expiresAt").textValue());
  }

  private static Page live(Page page) {
    assertThat(page.locator("#connection")).hasText("Live");
    return page;
  }

  private static HasTextOptions inTime() {
    return new HasTextOptions().setTimeout(IN_TIME);
  }
}
