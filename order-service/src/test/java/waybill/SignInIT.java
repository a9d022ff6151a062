package waybill;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import waybill.access.InitialAccounts;

/** The sign-in page in a real browser. */
@ExtendWith(Browser.class)
final class SignInIT {
  @TempDir static Path data;
  private static RunningService service;

  @BeforeAll
  static void start() {
    service = RunningService.start(data);
    service.customer("ada");
    service.customer("grace");
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  void aCustomerWhoSignsInSeesTheirOrders(Chromium chromium) {
    try (var ada = chromium.user(service.uri("/"))) {
      ada.makeAccount("ada");
      var page = ada.openSignIn();

      new SignInForm(page).enterAs("ada");

      assertThat(page).hasURL(service.uri("/orders").toString());
      assertThat(page.locator("#who-staff")).isHidden();
      assertThat(page.locator("#connection")).hasText("Live");
    }
  }

  @Test
  void staffAreLabelledStaffAndChooseACustomer(Chromium chromium) {
    try (var staff = chromium.user(service.uri("/"))) {
      var page = staff.openSignIn();

      new SignInForm(page).enterAs(InitialAccounts.ADMIN);
      assertThat(page.locator("#who-staff")).isVisible();
      person(page, "Customer grace").click();

      assertThat(page).hasURL(service.uri("/orders?customer=grace").toString());
      assertThat(page.locator("#connection")).hasText("Live");
    }
  }

  @Test
  void aWrongPasswordIsReportedAndCanBeTypedAgain(Chromium chromium) {
    try (var ada = chromium.user(service.uri("/"))) {
      ada.makeAccount("ada");
      var form = new SignInForm(ada.openSignIn());

      form.send("ada", "not this one");

      assertThat(form.problem()).hasText("This user name and password do not belong together.");
      assertThat(form.password()).isFocused();
      assertEquals(0, ada.context().cookies().size());

      form.page().keyboard().type(StaffTokens.PASSWORD);
      form.page().keyboard().press("Enter");
      assertThat(form.page().locator("#who")).hasText("ada");
    }
  }

  @Test
  void tooManyAttemptsShowTheTimeToWaitAndThenSignInWorks(Chromium chromium) {
    try (var busy = RunningService.start(data.resolve("busy"));
        var ada = chromium.user(busy.uri("/"))) {
      busy.customer("ada");
      ada.makeAccount("ada");
      ada.allowStatus(429);
      var form = new SignInForm(ada.openSignIn());
      var answered = form.page().locator("#sign-in-go:text-is('Sign in')");

      while (!form.problem().textContent().startsWith("Too many tries.")) {
        form.send("ada", "not this one");
        assertThat(answered).isVisible();
      }

      assertThat(form.problem())
          .hasText(Pattern.compile("Too many tries\\. You can try again in \\d+ seconds?\\."));
      assertThat(form.problem())
          .hasText("You can try again now.", new HasTextOptions().setTimeout(20_000));
      form.enterAs("ada");
    }
  }

  @Test
  void afterSignInTheRequestedPageIsShown(Chromium chromium) {
    try (var ada = chromium.user(service.uri("/"))) {
      ada.makeAccount("ada");
      ada.allowStatus(401);
      var order = "/orders/" + service.order("ada");
      var form = new SignInForm(ada.open(order));
      assertThat(form.why()).hasText("Sign in to see that page.");

      form.enterAs("ada");

      assertThat(form.page()).hasURL(service.uri(order).toString());
      assertThat(form.page().locator("#headline")).hasText("We have your order");
    }
  }

  /** Decoded values of the return parameter; the browser resolves each in its own way. */
  private static final List<String> HOSTILE =
      List.of(
          "//elsewhere.test/",
          "/\\elsewhere.test/",
          "\\\\elsewhere.test/",
          "/\t/elsewhere.test/",
          "/\n\\elsewhere.test/",
          "/.//elsewhere.test/",
          "/a/..//elsewhere.test/",
          "/%2e//elsewhere.test/",
          "https://elsewhere.test/",
          "https:elsewhere.test",
          " //elsewhere.test/",
          "@elsewhere.test/",
          "javascript:document.title='hacked'",
          "data:text/html,hacked",
          "/?return=//elsewhere.test/");

  @Test
  void aHostileReturnAddressDoesNotLeaveTheSite(Chromium chromium) {
    try (var ada = chromium.user(service.uri("/")).signIn("ada")) {
      var page = ada.open("/clock");
      for (var wish : HOSTILE) {
        page.navigate("/?return=" + encoded(page, wish));

        assertThat(page.locator("#who")).hasText("ada");
        assertEquals(service.uri("/orders").toString(), page.url(), wish);
      }
    }
  }

  private static Object encoded(Page page, String wish) {
    return page.evaluate("encodeURIComponent", wish);
  }

  @Test
  void theDemoShowsItsAccounts(Chromium chromium) {
    try (var demo = RunningService.demo(data.resolve("demo"));
        var anybody = chromium.user(demo.uri("/"))) {
      var page = anybody.openSignIn();
      assertThat(page.locator("#demo-accounts button")).hasCount(4);

      page.locator("#demo-accounts button", named("grace")).click();
      assertThat(page.locator("#who")).hasText("grace");
      assertThat(page.locator("#connection")).hasText("Live");

      page.locator("#sign-out").click();
      page.locator("#demo-accounts button", named("staff")).click();
      assertThat(page.locator("#who")).hasText("staff");
      assertThat(page.locator("#customers a.person")).hasCount(3);
    }
  }

  @Test
  void withoutTheDemoNoAccountIsShown(Chromium chromium) {
    try (var anybody = chromium.user(service.uri("/"))) {
      var page = anybody.openSignIn();

      assertThat(page.locator("#demo")).isHidden();
      assertTrue(page.locator("#demo-accounts button").all().isEmpty());
    }
  }

  private static Locator person(Page page, String name) {
    return page.locator("#customers a.person", named(name));
  }

  private static Page.LocatorOptions named(String text) {
    return new Page.LocatorOptions().setHasText(text);
  }
}
