package waybill;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByLabelOptions;

/** The sign-in page as its user finds it. */
record SignInForm(Page page) {
  Locator username() {
    return page.getByLabel("User name");
  }

  Locator password() {
    return page.getByLabel("Password", new GetByLabelOptions().setExact(true));
  }

  Locator problem() {
    return page.locator("#sign-in-problem[role=alert]");
  }

  /** Why the page asks. */
  Locator why() {
    return page.locator("#sign-in-why");
  }

  void send(String name, String secret) {
    username().fill(name);
    password().fill(secret);
    password().press("Enter");
  }

  /** Signs in with the password that all accounts of tests have, and waits to be let in. */
  void enterAs(String name) {
    send(name, StaffTokens.PASSWORD);
    assertThat(page.locator("#who")).hasText(name);
  }
}
