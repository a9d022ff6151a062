package waybill;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * On a phone everything that can be pressed is large enough for a finger, and has a name of its
 * own.
 */
@ExtendWith(Browser.class)
final class TouchIT {
  /** A link that covers its card is measured by the card. */
  private static final String SMALL =
      """
      () => [...document.querySelectorAll("a, button, summary, input")]
        .filter((node) => node.checkVisibility() && !node.matches(".skip"))
        .map((node) => [node, (node.closest(".order") ?? node).getBoundingClientRect()])
        .filter(([, { width, height }]) => width < 44 || height < 44)
        .map(([node, { width, height }]) => `${node.outerHTML}: ${width} × ${height}`)
      """;

  @TempDir static Path data;
  private static RunningService service;

  @BeforeAll
  static void start() {
    service = RunningService.start(data);
    service.customer("ada");
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  void whatCanBePressedIsAtLeast44PixelsWideAndHigh(Chromium chromium) {
    var order = OrderScenario.IN_TROUBLE.create(service, "ada");
    var link = new TestAccounts(service).link(order).secret();
    var otherLink = new TestAccounts(service).link(service.order("ada")).secret();
    try (var ada = phone(chromium);
        var staff = phone(chromium);
        var guest = phone(chromium)) {
      assertEquals(List.of(), ada.openSignIn().evaluate(SMALL));
      assertEquals(List.of(), ada.openOrders("ada").evaluate(SMALL));
      var page = ada.openOrder("ada", order);
      assertEquals(List.of(), page.evaluate(SMALL));
      page.locator("#share").click();
      page.locator("#share-create").click();
      assertThat(page.locator("#share-links .link").first()).isVisible();
      assertEquals(List.of(), page.evaluate(SMALL));
      var customers = staff.signInAsStaff().open("/");
      assertThat(customers.locator(".person").first()).isVisible();
      assertEquals(List.of(), customers.evaluate(SMALL));
      live(guest.open("/track#" + otherLink));
      assertEquals(List.of(), live(guest.open("/track#" + link)).evaluate(SMALL));
    }
  }

  @Test
  void theLinksOfTheListHaveDifferentNames(Chromium chromium) {
    try (var ada = phone(chromium)) {
      for (int i = 0; i < 3; i++) {
        service.order("ada");
      }

      var links = ada.openOrders("ada").locator(".order-link");

      var names = new HashSet<String>();
      for (var one : links.all()) {
        names.add(one.getAttribute("aria-label"));
      }
      assertEquals(links.count(), names.size());
    }
  }

  private static BrowserUser phone(Chromium chromium) {
    return chromium.user(
        service.uri("/"),
        device -> device.setHasTouch(true).setIsMobile(true).setViewportSize(390, 844));
  }

  private static Page live(Page page) {
    assertThat(page.locator("#connection")).hasText("Live");
    return page;
  }
}
