package waybill;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static waybill.AccessibilityAssertions.assertAccessible;
import static waybill.AccessibilityAssertions.assertAccessibleInAllModes;

import com.microsoft.playwright.Page;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import waybill.access.InitialAccounts;

/** The ways in and out, for everybody's eyes and ears. */
@ExtendWith(Browser.class)
final class DoorsAccessibilityIT {
  @TempDir static Path data;
  private static RunningService service;

  /** Sessions of staff are so short that the notice of their end is there from the beginning. */
  @BeforeAll
  static void start() {
    service =
        SessionLifetimes.start(
            data, true, SessionLifetimes.seconds(100, 100), SessionLifetimes.LONG);
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  void signingInCanBeReadByEverybody(Chromium chromium) {
    try (var anybody = chromium.user(service.uri("/"))) {
      var form = new SignInForm(anybody.openSignIn());
      assertThat(form.page().locator("#demo-accounts button")).hasCount(4);
      assertAccessibleInAllModes(form.page());

      form.send("", "");
      assertThat(form.page().locator("#username-error")).hasText("Enter your user name.");
      assertAccessible(form.page());

      form.send("ada", "not this one");
      assertThat(form.problem()).containsText("do not belong together");
      assertAccessible(form.page());

      form.page().navigate("/?because=expired");
      assertThat(form.why()).containsText("expired");
      assertAccessible(form.page());
    }
  }

  @Test
  void theNoticeOfASessionsEndCanBeReadByEverybody(Chromium chromium) {
    try (var staff = chromium.user(service.uri("/"))) {
      staff.startSession(InitialAccounts.DEMO_STAFF, InitialAccounts.DEMO_STAFF);

      var accounts = staff.open("/");
      assertThat(accounts.locator(".person")).hasCount(3);
      assertThat(accounts.locator("#notice")).isVisible();
      assertAccessible(accounts);
      var page = staff.open("/orders?customer=ada");
      assertThat(page.locator("#notice")).isVisible();
      assertAccessibleInAllModes(page);
      page.locator("#stay").click();
      assertThat(page.locator("#notice-words")).containsText("cannot last longer");
      assertAccessible(page);
    }
  }

  @Test
  void sharingCanBeReadByEverybodyAndSoCanWhatIsShared(Chromium chromium) {
    try (var linus = chromium.user(service.uri("/"));
        var friend = chromium.user(service.uri("/"))) {
      var page = linus.openOrder("linus", OrderScenario.IN_TROUBLE.create(service, "linus"));
      page.locator("#share").click();
      assertThat(page.locator("#share-none")).isVisible();
      assertAccessible(page);

      create(page, 1);
      create(page, 2);
      assertAccessibleInAllModes(page);

      var shared = friend.open(page.locator("#share-url").inputValue());
      assertThat(shared.locator("#connection")).hasText("Live");
      assertAccessibleInAllModes(shared);

      page.locator("#share-revoke-all").click();
      assertThat(shared.locator("#gone-title")).isVisible();
      assertAccessible(page);
      assertAccessible(shared);
    }
  }

  private static void create(Page page, int count) {
    page.locator("#share-create").click();
    assertThat(page.locator("#share-links .link")).hasCount(count);
  }
}
