package waybill;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Pages can be used with the keyboard alone, also while orders change. */
@ExtendWith(Browser.class)
final class KeyboardIT {
  private static final String FIND_WHAT_CAN_BE_USED =
      """
      () => {
        window.usable = [...document.querySelectorAll("a[href], button, input, select, textarea")]
          .filter((node) => node.checkVisibility());
        return window.usable.length;
      }
      """;

  /** The index of the focused element, or -1 if its focus is not visible. */
  private static final String FOCUSED =
      """
      () => {
        const node = document.activeElement;
        const hasRing = ({ outlineStyle, outlineWidth }) =>
          outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
        const card = node.closest(".card") ?? node;
        const rings = [node, card].map((it) => getComputedStyle(it));
        const { top, bottom } = node.getBoundingClientRect();
        const isSeen = top >= 0 && bottom <= innerHeight
          && [...rings, getComputedStyle(node, "::after")].some(hasRing);
        return isSeen ? window.usable.indexOf(node) : -1;
      }
      """;

  /**
   * After the last button the browser's own controls have the focus; the page then sees the body.
   */
  private static final String NOT_BEHIND_THE_DIALOG =
      "!!document.activeElement.closest('dialog') || document.activeElement === document.body";

  private static final String PLACE = "node => Math.round(node.getBoundingClientRect().top)";

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
  void customersReachEveryControlByTabWithVisibleFocus(Chromium chromium) {
    try (var ada = chromium.user(service.uri("/"))) {
      ada.allowStatus(404);
      var order = OrderScenario.IN_TROUBLE.create(service, "ada");

      assertReachable(ada.openSignIn());
      assertReachable(ada.openOrder("ada", order));
      assertReachable(ada.openOrders("ada"));
      assertReachable(shows(ada.open("/orders/none"), "We cannot find that"));
    }
  }

  @Test
  void staffAndGuestsReachEveryControlByTab(Chromium chromium) {
    try (var staff = chromium.user(service.uri("/")).signInAsStaff();
        var guest = chromium.user(service.uri("/"))) {
      var links = "/api/orders/" + OrderScenario.IN_TROUBLE.create(service, "ada") + "/links";
      var link = RunningService.json(service.post(links, "{}")).get("url").textValue();

      assertReachable(shows(staff.open("/"), "Customer ada"));
      assertReachable(shows(guest.open(link), "There is a problem"));
    }
  }

  @Test
  void theFirstTabStopSkipsToTheContent(Chromium chromium) {
    try (var ada = chromium.user(service.uri("/"))) {
      var page = ada.openOrders("ada");

      page.keyboard().press("Tab");
      page.keyboard().press("Enter");

      assertThat(page.locator("#main")).isFocused();
    }
  }

  @Test
  void aChangeKeepsTheFocusAndTheScrollPosition(Chromium chromium) {
    try (var ada = chromium.user(service.uri("/"), device -> device.setViewportSize(390, 700))) {
      var order = OrderScenario.ON_ITS_WAY.create(service, "ada");
      var page = ada.openOrder("ada", order);
      var copy = page.locator(".parcel .copy");
      copy.focus();
      page.evaluate("scrollTo(0, 400)");
      var before = copy.evaluate(PLACE);

      service.append(
          order,
          """
          {"type":"shipment.exception","shipmentId":"S1","reason":"Dented","party":"carrier"}
          """);

      assertThat(page.locator("#headline")).hasText("There is a problem with your delivery");
      assertThat(copy).isFocused();
      assertEquals(before, copy.evaluate(PLACE));
    }
  }

  @Test
  void theFocusStaysOnAnOrderThatMovesToAnotherSection(Chromium chromium) {
    try (var ada = chromium.user(service.uri("/"))) {
      var order = OrderScenario.PLACED.create(service, "ada");
      OrderScenario.DELIVERED.create(service, "ada");
      var page = ada.openOrders("ada");
      page.locator("#more-done").click();
      assertThat(page.locator("#done .order")).hasCount(1);
      page.locator("#active .order-link").focus();

      service.append(order, "{\"type\":\"order.cancelled\",\"reason\":\"Ordered twice\"}");

      assertThat(page.locator("#done .order")).hasCount(2);
      assertThat(page.locator(".order[data-key='" + order + "'] .order-link")).isFocused();
    }
  }

  @Test
  void aNewHeadlineIsAnnouncedInTheStatusRegion(Chromium chromium) {
    try (var ada = chromium.user(service.uri("/"))) {
      var order = OrderScenario.PLACED.create(service, "ada");
      var page = ada.openOrder("ada", order);
      var status = page.locator("#voice[role=status]");
      assertThat(status).hasText("");

      service.append(order, "{\"type\":\"order.confirmed\"}");

      assertThat(status).hasText("Confirmed.");
    }
  }

  @Test
  void anOrderCanBeSharedWithTheKeyboard(Chromium chromium) {
    try (var ada = chromium.user(service.uri("/"))) {
      var page = ada.openOrder("ada", service.order("ada"));
      var create = page.locator("#share-create");
      page.locator("#share").focus();
      page.keyboard().press("Enter");
      assertThat(page.locator("#share-none")).isVisible();

      create.focus();
      page.keyboard().press("Enter");
      assertThat(page.locator("#share-url")).isFocused();
      assertThat(page.locator("#share-links .link")).hasCount(1);
      page.locator("#share-links button").focus();
      page.keyboard().press("Enter");
      assertThat(page.locator("#share-said")).hasText("The link was withdrawn.");
      assertThat(page.locator("#share-title")).isFocused();

      page.keyboard().press("Escape");
      assertThat(page.locator("#share-dialog")).isHidden();
      assertThat(page.locator("#share")).isFocused();
    }
  }

  @Test
  void theFocusStaysInTheDialog(Chromium chromium) {
    try (var ada = chromium.user(service.uri("/"))) {
      var page = ada.openOrder("ada", service.order("ada"));
      page.locator("#share").click();
      assertThat(page.locator("#share-none")).isVisible();

      for (int i = 0; i < 6; i++) {
        page.keyboard().press("Tab");
        assertEquals(true, page.evaluate(NOT_BEHIND_THE_DIALOG));
      }
    }
  }

  private static Page shows(Page page, String words) {
    assertThat(page.locator("main")).containsText(words);
    return page;
  }

  private static void assertReachable(Page page) {
    int count = ((Number) page.evaluate(FIND_WHAT_CAN_BE_USED)).intValue();
    var reached = new ArrayList<Integer>();
    for (int i = 0; i < count; i++) {
      page.keyboard().press("Tab");
      reached.add(((Number) page.evaluate(FOCUSED)).intValue());
    }
    assertEquals(IntStream.range(0, count).boxed().toList(), reached, page::url);
  }
}
