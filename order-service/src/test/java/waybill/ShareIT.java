package waybill;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A shared order in the browser of a person without an account. */
@ExtendWith(Browser.class)
final class ShareIT {
  private static final String CONFIRMED = "{\"type\":\"order.confirmed\"}";

  /** In milliseconds; after this time a page must not show an order that is no longer shared. */
  private static final HasTextOptions SOON = new HasTextOptions().setTimeout(2000);

  @TempDir Path data;
  private RunningService service;
  private String order;

  @BeforeEach
  void start() {
    service = RunningService.start(data);
    order = service.order(service.customer("ada"));
  }

  @AfterEach
  void stop() {
    service.close();
  }

  @Test
  void aGuestWatchesTheOrderUntilTheLinkIsRevoked(Chromium chromium) {
    try (var ada = chromium.user(service.uri("/"));
        var friend = chromium.user(service.uri("/"))) {
      var page = ada.openOrder("ada", order);
      page.locator("#share").click();
      page.locator("#share-create").click();
      assertThat(page.locator("#share-url"))
          .hasValue(Pattern.compile("^http://127\\.0\\.0\\.1:\\d+/track#[\\w-]{22,}$"));
      assertThat(page.locator("#share-links .link")).hasCount(1);

      var shared = live(friend.open(page.locator("#share-url").inputValue()));
      assertThat(shared.locator("#headline")).hasText("Order received");
      service.append(order, CONFIRMED);
      assertThat(shared.locator("#headline")).hasText("Order is confirmed");
      assertEquals(List.of(2, 1), Timeline.versions(shared));

      friend.allowStatus(401);
      page.locator("#share-links .link button").click();
      assertThat(farewell(shared)).hasText("This link was withdrawn.", SOON);
      assertThat(shared.locator("#content")).hasCount(0);
      assertThat(page.locator("#share-none")).isVisible();
      Await.until("the friend's stream is gone", () -> service.waybill().hub().size() == 1);
    }
  }

  @Test
  void aGuestDoesNotLearnWhoseOrderItIs(Chromium chromium) {
    try (var friend = chromium.user(service.uri("/"))) {
      var answers = new ArrayList<String>();
      friend
          .context()
          .onResponse(answer -> {
            if (answer.url().contains("/api/orders/") && !answer.url().contains("client=")) {
              answers.add(answer.text());
            }
          });

      var page = live(friend.open(link(order, "{}")));

      assertFalse(answers.isEmpty());
      var seen = page.content() + answers;
      assertTrue(seen.contains(order));
      assertFalse(seen.contains("customerId"), seen);
      assertFalse(
          Pattern.compile("\\bada\\b|Customer ada|example\\.org").matcher(seen).find(), seen);
    }
  }

  @Test
  void theSecretIsRemovedFromAddressAndHistoryAndThePageReloads(Chromium chromium) {
    try (var friend = chromium.user(service.uri("/"))) {
      var page = live(friend.open(link(order, "{}")));
      assertThat(page).hasURL(service.uri("/track?order=" + order).toString());
      assertEquals("", page.evaluate("location.hash + document.cookie"));

      page.reload();
      live(page);
      page.navigate("/clock");
      page.goBack();

      live(page);
      assertThat(page).hasURL(service.uri("/track?order=" + order).toString());
    }
  }

  @Test
  void aSecondLinkOpensASecondOrderInTheSameBrowser(Chromium chromium) {
    var other = service.order(service.customer("grace"));
    try (var friend = chromium.user(service.uri("/"))) {
      var first = live(friend.open(link(order, "{}")));
      var second = live(friend.open(link(other, "{}")));

      service.append(order, CONFIRMED);
      service.append(other, "{\"type\":\"order.held\",\"reason\":\"A question\"}");

      assertThat(first.locator("#headline")).hasText("Order is confirmed");
      assertThat(second.locator("#headline")).hasText("Order is on hold");
      first.reload();
      assertThat(live(first).locator("#headline")).hasText("Order is confirmed");
    }
  }

  @Test
  void aGuestFindsTheirOrdersAgainWithoutALink(Chromium chromium) {
    var other = service.order(service.customer("grace"));
    try (var friend = chromium.user(service.uri("/"))) {
      friend.allowStatus(404);
      friend.allowStatus(401);
      assertThat(farewell(friend.open("/track"))).hasText("This link does not work.");
      live(friend.open(link(other, "{}")));
      live(friend.open(link(order, "{}")));

      var page = live(friend.open("/track"));

      assertThat(page.locator("#order-id")).hasText(order);
      page.locator("#held a").click();
      assertThat(live(page).locator("#order-id")).hasText(other);
    }
  }

  @Test
  void aLinkAndASessionDoNotAffectEachOther(Chromium chromium) {
    service.customer("grace");
    try (var grace = chromium.user(service.uri("/"))) {
      var own = grace.openOrders("grace");

      var shared = live(grace.open(link(order, "{}")));

      assertThat(shared.locator("#order-id")).hasText(order);
      own.reload();
      assertThat(live(own).locator("#who")).hasText("grace");
      grace.allowStatus(401);
      own.locator("#sign-out").click();
      assertThat(new SignInForm(own).username()).isVisible();
      service.append(order, CONFIRMED);
      assertThat(shared.locator("#headline")).hasText("Order is confirmed");
      assertThat(live(shared).locator("#gone")).isHidden();
    }
  }

  @Test
  void thePageSaysThatALinkHasEnded(Chromium chromium) {
    try (var friend = chromium.user(service.uri("/"))) {
      friend.allowStatus(401);
      friend.allowStatus(404);
      var inThree = "{\"expiresAt\":\"" + Instant.now().plusSeconds(4) + "\"}";
      var page = live(friend.open(link(order, inThree)));

      assertThat(farewell(page))
          .hasText("This link has expired.", new HasTextOptions().setTimeout(15_000));
      assertThat(page.locator("#content")).hasCount(0);
      page.reload();
      assertThat(farewell(page)).hasText("This link does not work.");
    }
  }

  @Test
  void anUnknownLinkDoesNotWork(Chromium chromium) {
    try (var friend = chromium.user(service.uri("/"))) {
      friend.allowStatus(404);
      friend.allowStatus(401);

      for (var path : List.of("/track#" + "A".repeat(43), "/track", "/track?order=" + order)) {
        var page = friend.open(path);
        assertThat(farewell(page)).hasText("This link does not work.");
        assertFalse(URI.create(page.url()).toString().contains("#"), page.url());
      }
    }
  }

  private String link(String order, String body) {
    var made = service.post("/api/orders/" + order + "/links", body);
    assertEquals(201, made.statusCode(), made::body);
    return RunningService.json(made).get("url").textValue();
  }

  /** The page holds the words from the start, hidden. */
  private static Locator farewell(Page page) {
    return page.locator("#gone-title:visible");
  }

  private static Page live(Page page) {
    assertThat(page.locator("#connection")).hasText("Live");
    return page;
  }
}
