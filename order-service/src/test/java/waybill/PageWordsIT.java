package waybill;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.EmulateMediaOptions;
import com.microsoft.playwright.options.Media;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A page says to each reader what is true for them, and no more than is known. */
@ExtendWith(Browser.class)
final class PageWordsIT {
  @TempDir static Path data;
  private static RunningService service;
  private static TestAccounts accounts;

  @BeforeAll
  static void start() {
    service = RunningService.start(data);
    accounts = new TestAccounts(service);
    accounts.customer("ada");
    accounts.customer("grace");
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  void aProblemNamesItsParcelWhichComesFirst(Chromium chromium) {
    try (var ada = chromium.user(service.uri("/"))) {
      var order = confirmed("ada");
      for (var line : List.of(1, 1, 2)) {
        service.append(
            order,
            "{\"type\":\"shipment.packed\",\"lines\":[{\"line\":%d,\"quantity\":1}]}"
                .formatted(line));
      }
      var page = ada.openOrder("ada", order);
      assertThat(page.locator(".parcel-name").first()).hasText("Parcel 1");

      service.append(order, "{\"type\":\"shipment.picked_up\",\"shipmentId\":\"S3\"}");
      service.append(
          order,
          """
          {"type":"shipment.exception","shipmentId":"S3","reason":"Wet","party":"carrier"}
          """);

      assertThat(page.locator("#headline")).hasText("There is a problem with parcel 3 of 3");
      assertThat(page.locator(".parcel-name"))
          .hasText(new String[] {"Parcel 3", "Parcel 1", "Parcel 2"});
      assertThat(page.locator("#why")).hasText("Wet");
    }
  }

  @Test
  void anotherCustomersOrderIsSharedWithTheReaderWhoCannotShareIt(Chromium chromium) {
    try (var grace = chromium.user(service.uri("/"))) {
      grace.signIn("grace");
      var order = confirmed("ada");
      var link = accounts.link(order);
      var shared = live(grace.open("/track#" + link.secret()));

      var page = live(grace.open("/orders/" + order));
      service.append(order, "{\"type\":\"order.held\",\"reason\":\"A question\"}");

      for (var each : List.of(shared, page)) {
        assertThat(each.locator("#headline")).hasText("Order is on hold");
        assertThat(each.locator("#shared")).hasText("An order shared with you");
        assertThat(each.locator("#shared")).isVisible();
      }
      assertThat(page.locator("#share")).isHidden();

      grace.allowStatus(404);
      grace.allowStatus(401);
      service.send("DELETE", "/api/orders/" + order + "/links", "");
      for (var each : List.of(shared, page)) {
        assertThat(each.locator("#gone-title")).isVisible();
      }
    }
  }

  @Test
  void staffDoNotReadOfTheirOrder(Chromium chromium) {
    try (var staff = chromium.user(service.uri("/")).signInAsStaff()) {
      var order = confirmed("ada");

      var page = live(staff.open("/orders/" + order));

      assertThat(page.locator("#headline")).hasText("Order is confirmed");
      assertThat(page.locator("#shared")).isHidden();
      assertThat(page.locator("#share")).isVisible();
      assertFalse(page.innerText("main").toLowerCase(Locale.ROOT).contains("your"));
      assertFalse(page.title().contains("Your"));
    }
  }

  @Test
  void anOrderWhoseWindowHasPassedIsLate(Chromium chromium) {
    try (var ada = chromium.user(service.uri("/"))) {
      var order = confirmed("ada");
      expect(order, Instant.now().minus(26, ChronoUnit.HOURS));

      var page = ada.openOrder("ada", order);
      var list = ada.openOrders("ada").locator("[data-key='" + order + "']");

      assertThat(page.locator("#hero")).hasAttribute("data-mood", "warn");
      assertThat(page.locator("#eta-label")).hasText("Was expected");
      assertThat(page.locator("#eta-warning")).hasText("We are late, no new date yet");
      assertThat(list).hasAttribute("data-mood", "warn");
      assertThat(list.locator(".order-window")).hasText(Pattern.compile("^Was expected "));
      assertThat(list.locator(".order-warning")).hasText("We are late, no new date yet");
    }
  }

  @Test
  void aReaderFarAwayReadsWhoseTimeItIs(Chromium chromium) {
    try (var ada =
        chromium.user(service.uri("/"), device -> device.setTimezoneId("Pacific/Auckland"))) {
      var order = confirmed("ada");
      expect(order, Instant.now().plus(2, ChronoUnit.DAYS));

      var page = ada.openOrder("ada", order);
      var list = ada.openOrders("ada").locator("[data-key='" + order + "']");

      assertThat(page.locator("#eta-zone")).hasText("Leipzig time");
      assertThat(list.locator(".order-zone")).hasText("Leipzig time");
      assertThat(page.locator("#timeline-zone")).isVisible();
    }
  }

  @Test
  void onPaperDatesAreAbsoluteTicksAreOutlinedAndNothingCanBePressed(Chromium chromium) {
    try (var ada = chromium.user(service.uri("/"))) {
      var order = confirmed("ada");
      expect(order, Instant.now().plus(1, ChronoUnit.DAYS));
      service.append(
          order,
          """
          {"type":"shipment.packed","lines":[{"line":1,"quantity":2}],"trackingNumber":"PP 1"}
          """);
      var page = ada.openOrder("ada", order);

      page.emulateMedia(new EmulateMediaOptions().setMedia(Media.PRINT));

      assertThat(page.locator("#placed")).hasText(Pattern.compile(" 20\\d\\d, "));
      assertThat(page.locator("main"))
          .not()
          .containsText(Pattern.compile("today|tomorrow|yesterday", Pattern.CASE_INSENSITIVE));
      assertEquals(List.of(), page.locator("button:visible").allTextContents());
      assertEquals(
          "rgb(0, 0, 0) on rgba(0, 0, 0, 0)",
          page.locator("[data-state=done] .step-dot")
              .first()
              .evaluate(
                  "node => { const s = getComputedStyle(node);"
                      + " return `${s.color} on ${s.backgroundColor}`; }"));
    }
  }

  private static String confirmed(String customer) {
    var order = service.order(customer);
    service.append(order, "{\"type\":\"order.confirmed\"}");
    return order;
  }

  /** Sets a window of two hours. */
  private static void expect(String order, Instant from) {
    service.append(
        order,
        """
        {"type":"order.eta_changed","eta":{"from":"%s","until":"%s","delayed":false}}
        """
            .formatted(from, from.plus(2, ChronoUnit.HOURS)));
  }

  private static Page live(Page page) {
    assertThat(page.locator("#connection")).hasText("Live");
    return page;
  }
}
