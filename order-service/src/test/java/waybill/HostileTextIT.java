package waybill;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Pages show the text of every field as text and never interpret it as HTML. */
@ExtendWith(Browser.class)
final class HostileTextIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String MARKUP =
      "</script><img src=x onerror=\"window.hacked=1\"><b>&amp;</b> \u202Edesrever\u202C \uD83D\uDCE6 ";
  private static final String FRAMES =
      "a\rb\nc\r\nd\0data: e\n\nevent: ping\nid: 9\n\n\u2028\uFEFF";

  /** A text of the maximum length whose end is one long word. */
  private static final String NAME = filledUp(200);

  private static final String TEXT = filledUp(2000);

  private static final String INJECTED =
      """
      () => "hacked" in window
        || document.querySelectorAll("[onerror], [src=x], main script, main b, main img").length > 0
      """;

  @TempDir Path data;

  /** Text is stored without U+0000 and the controls that turn the text around them. */
  private static String shown(String text) {
    return text.replaceAll("[\\x{0}\\x{202A}-\\x{202E}]", "");
  }

  private static String filledUp(int length) {
    var mischief = MARKUP + FRAMES;
    return mischief + "W".repeat(length - mischief.length());
  }

  @Test
  void customersSeeHostileTextAsText(Chromium chromium) {
    try (var service = RunningService.start(data);
        var ada = chromium.user(service.uri("/"))) {
      service.customer("ada");
      var order = place(service);
      var page = ada.openOrder("ada", order);
      var list = ada.openOrders("ada");

      appendHostileEvents(service, order);

      assertThat(page.locator("#timeline .entry")).hasCount(7);
      assertReads(page);
      assertHarmless(page);
      assertEquals("2 × " + shown(NAME), list.locator(".order-items").textContent());
      assertHarmless(list);

      page.reload();
      assertThat(page.locator("#timeline .entry")).hasCount(7);
      assertReads(page);
      assertHarmless(page);
    }
  }

  @Test
  void staffAndGuestsSeeHostileTextAsText(Chromium chromium) {
    try (var service = RunningService.start(data);
        var staff = chromium.user(service.uri("/")).signInAsStaff();
        var guest = chromium.user(service.uri("/"))) {
      service.customer("ada");
      var order = place(service);
      appendHostileEvents(service, order);
      service.post("/api/orders/" + order + "/notes", json(Map.of("text", TEXT)));
      var link = RunningService.json(service.post("/api/orders/" + order + "/links", "{}"));

      for (var page :
          List.of(
              staff.open("/orders/" + order + "?customer=ada"),
              guest.open(link.get("url").textValue()))) {
        assertThat(page.locator("#timeline .entry")).hasCount(7);
        assertReads(page);
        assertHarmless(page);
      }
      var list = staff.open("/orders?customer=ada");
      assertEquals("2 × " + shown(NAME), list.locator(".order-items").textContent());
      assertHarmless(list);
    }
  }

  @Test
  void aHostileCustomerNameIsShownAsText(Chromium chromium) {
    try (var service = RunningService.start(data);
        var staff = chromium.user(service.uri("/"))) {
      var name = MARKUP + "W".repeat(200 - MARKUP.length());
      var email = "<img/src=x/onerror=window.hacked=1>@\"><script>window.hacked=1</script>";
      var ada = Map.of("id", "ada", "name", name, "email", email);
      assertEquals(201, service.post("/api/customers", json(ada)).statusCode());

      var page = staff.signInAsStaff().open("/");

      assertThat(page.locator(".person")).hasCount(1);
      assertEquals(shown(name), page.locator(".person-name").textContent());
      assertHarmless(page);
    }
  }

  private static String place(RunningService service) {
    var destination = Map.of("city", NAME, "country", "DE", "timeZone", "Asia/Tokyo");
    var line = Map.of("sku", NAME, "name", NAME, "quantity", 2);
    var eta = Map.of("from", "2098-01-02T08:00:00Z", "until", "2098-01-02T12:00:00Z");
    var order =
        Map.of("customerId", "ada", "destination", destination, "lines", List.of(line), "eta", eta);
    var placed = service.post("/api/orders", json(order));
    assertEquals(201, placed.statusCode(), placed::body);
    return RunningService.json(placed).get("id").textValue();
  }

  private static void appendHostileEvents(RunningService service, String order) {
    var goods = List.of(Map.of("line", 1, "quantity", 2));
    var events =
        List.<Map<String, Object>>of(
            Map.of("type", "order.confirmed"),
            Map.of("type", "order.note_added", "text", TEXT),
            Map.of(
                "type", "shipment.packed", "lines", goods, "carrier", NAME, "trackingNumber", NAME),
            Map.of("type", "shipment.picked_up", "shipmentId", "S1", "carrier", NAME),
            Map.of("type", "shipment.in_transit", "shipmentId", "S1", "location", NAME),
            Map.of(
                "type",
                "shipment.exception",
                "shipmentId",
                "S1",
                "reason",
                TEXT,
                "party",
                "customs"));
    events.forEach(event -> service.append(order, json(event)));
  }

  private static void assertReads(Page page) {
    assertEquals(shown(NAME), text(page, ".item-name"));
    assertEquals(shown(NAME) + ", DE", text(page, "#destination"));
    assertEquals(shown(NAME) + " time", text(page, "#eta-zone"));
    assertEquals(shown(NAME), text(page, ".parcel .carrier"));
    assertEquals(shown(NAME), text(page, ".parcel .number"));
    assertEquals("2 × " + shown(NAME), text(page, ".contents li"));
    assertEquals("Handed to " + shown(NAME), text(page, ".entry[data-key='5'] .entry-what"));
    assertEquals(shown(NAME), text(page, ".entry[data-key='6'] .entry-place"));
    assertEquals(shown(TEXT), text(page, ".entry[data-key='3'] .entry-note"));
    assertEquals(shown(TEXT), text(page, ".entry[data-key='7'] .entry-reason"));
    assertEquals(shown(TEXT), text(page, "#why"));
  }

  private static String text(Page page, String selector) {
    return page.locator(selector).first().textContent();
  }

  private static void assertHarmless(Page page) {
    assertEquals(false, page.evaluate(INJECTED));
    LayoutAssertions.assertFits(page, 320);
    LayoutAssertions.assertFits(page, 1280);
  }

  private static String json(Map<String, ?> value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
