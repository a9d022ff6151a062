package waybill;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.SameSiteAttribute;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a browser holds of a session, and that it ends everywhere at once. */
@ExtendWith(Browser.class)
final class SessionCookieIT {
  /** Longer than this, in milliseconds, nobody looks at what is not his any more. */
  private static final int SOON = 2000;

  @TempDir Path data;
  private RunningService service;

  @BeforeEach
  void start() {
    service = RunningService.start(data);
    service.customer("ada");
  }

  @AfterEach
  void stop() {
    service.close();
  }

  @Test
  void scriptsDoNotSeeItAndOtherSitesDoNotSendIt(Chromium chromium) {
    try (var ada = chromium.user(service.uri("/"))) {
      var page = ada.openOrders("ada");

      assertEquals("", page.evaluate("document.cookie"));
      assertFalse(ada.context().cookies().isEmpty());
      for (var cookie : ada.context().cookies()) {
        assertTrue(cookie.httpOnly, cookie.name);
        assertEquals(SameSiteAttribute.STRICT, cookie.sameSite, cookie.name);
        assertEquals("/", cookie.path, cookie.name);
      }
      assertEquals("[]", page.evaluate("JSON.stringify([...Object.keys(localStorage)])"));
    }
  }

  @Test
  void aPlantedCookieIsReplacedAndNeverBecomesASession(Chromium chromium) {
    try (var ada = chromium.user(service.uri("/"))) {
      var planted = "A".repeat(43);
      plant(ada, planted);
      ada.makeAccount("ada");

      new SignInForm(ada.openSignIn()).enterAs("ada");

      assertNotEquals(planted, ada.sessionCookie().value);
      assertEquals(401, statusWith(planted));
      assertEquals(200, statusWith(ada.sessionCookie().value));
    }
  }

  @Test
  void theSessionOfAnotherThatWasPlantedNeverBecomesOnesOwn(Chromium chromium) {
    service.customer("eve");
    try (var eve = chromium.user(service.uri("/")).signIn("eve");
        var ada = chromium.user(service.uri("/"))) {
      var planted = eve.sessionCookie().value;
      plant(ada, planted);

      ada.signIn("ada");

      assertNotEquals(planted, ada.sessionCookie().value);
      assertEquals(401, eve.session().status(), "whatever the browser had is over");
      assertEquals("ada", RunningService.json(ada.session().text()).get("username").textValue());
    }
  }

  @Test
  void eachSignInHasAnIdOfItsOwn(Chromium chromium) {
    try (var ada = chromium.user(service.uri("/")).signIn("ada")) {
      var first = ada.sessionCookie().value;

      assertEquals(204, ada.startSession("ada", StaffTokens.PASSWORD));

      assertNotEquals(first, ada.sessionCookie().value);
    }
  }

  @Test
  void signingOutInOneTabEndsTheOthers(Chromium chromium) {
    try (var ada = chromium.user(service.uri("/"))) {
      var order = ada.openOrder("ada", service.order("ada"));
      var list = ada.openOrders("ada");
      var old = ada.sessionCookie().value;
      ada.allowStatus(401);

      list.locator("#sign-out").click();

      var waiting = new SignInForm(order);
      assertThat(waiting.why()).hasText("You were signed out.", within(SOON));
      assertThat(new SignInForm(list).username()).isVisible();
      assertEquals(401, statusWith(old));
      Await.until("no stream is left", () -> service.waybill().hub().size() == 0);

      new SignInForm(list).enterAs("ada");
      assertThat(order.locator("#headline")).hasText("We have your order");
    }
  }

  @Test
  void itsStreamTellsABrowserThatHearsOfItInNoOtherWay(Chromium chromium) {
    try (var here = chromium.user(service.uri("/"));
        var there = chromium.user(service.uri("/"))) {
      var page = here.openOrder("ada", service.order("ada"));
      there.context().addCookies(List.of(copy(here.sessionCookie())));
      here.allowStatus(401);

      assertEquals(204, there.context().request().delete("/api/session").status());

      assertThat(new SignInForm(page).why()).hasText("You were signed out.", within(SOON));
      assertThat(page.locator("#content")).hasCount(0);
    }
  }

  @Test
  void anAccountThatIsTakenAwayLeavesNothingOpen(Chromium chromium) {
    try (var ada = chromium.user(service.uri("/"))) {
      var page = ada.openOrder("ada", service.order("ada"));
      ada.allowStatus(401);

      assertEquals(204, service.send("DELETE", "/api/accounts/ada", "").statusCode());

      assertThat(new SignInForm(page).username()).isVisible();
      assertThat(page.locator("#content")).hasCount(0);
    }
  }

  @Test
  void whoComesNextInTheSameBrowserSeesNothingOfTheLastOne(Chromium chromium) {
    service.customer("grace");
    try (var browser = chromium.user(service.uri("/"))) {
      var adas = browser.openOrder("ada", service.order("ada"));
      var next = browser.openOrders("ada");
      browser.allowStatus(401);
      browser.allowStatus(404);
      browser.makeAccount("grace");
      next.locator("#sign-out").click();

      new SignInForm(next).enterAs("grace");

      assertThat(adas.locator("#failed-title")).hasText("We cannot find that");
      assertThat(adas.locator("#who")).hasText("grace");
      assertThat(adas.locator("#content")).isHidden();
    }
  }

  private void plant(BrowserUser visitor, String value) {
    visitor
        .context()
        .addCookies(List.of(new Cookie("waybill_session", value).setUrl(service.uri("/") + "")));
  }

  private static Cookie copy(Cookie cookie) {
    return new Cookie(cookie.name, cookie.value).setDomain(cookie.domain).setPath(cookie.path);
  }

  private int statusWith(String session) {
    return service.get("/api/session", "Cookie", "waybill_session=" + session).statusCode();
  }

  private static HasTextOptions within(int ms) {
    return new HasTextOptions().setTimeout(ms);
  }
}
