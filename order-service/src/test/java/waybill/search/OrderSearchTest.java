package waybill.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import waybill.log.OnBothDatabases;
import waybill.log.Shop;
import waybill.order.Change;
import waybill.order.OrderId;
import waybill.order.ShipmentId;
import waybill.search.OrderSearch.Query;

/** Staff find what they look for and nothing else, on every page once. */
@OnBothDatabases
final class OrderSearchTest {
  private static final Optional<SearchPage> START = Optional.empty();

  @TempDir static Path folder;
  private static Shop shop;
  private static OrderSearch search;

  @BeforeAll
  static void open() {
    shop = Shop.open(folder);
    search = new OrderSearch(shop.database);
    var ada = shop.customer("ada");
    shop.place("WB-PLAIN", Shop.basket(ada, "LAMP-2", "Desk lamp"));
    shop.place("WB-PERCENT", Shop.basket(ada, "SALE", "50% off!"));
    shop.place("WB-UNDER", Shop.basket(ada, "A_B", "Under_score \\ back"));
    var grace = shop.customer("grace");
    shop.place("WB-PACKED", Shop.basket(grace, "MUG", "Große Tasse"));
    shop.append(
        "WB-PACKED",
        new Change.Confirmed(),
        new Change.Packed(
            Shop.pack(1).lines(), Optional.of("DHL"), Optional.of("JD01 4600 0012 3456 7890")));
  }

  @AfterAll
  static void close() {
    shop.close();
  }

  /** Whether texts are in the order of UTF-16 units or of code points. */
  @Test
  void aBeginningIsFoundWhateverCharacterFollows(@TempDir Path own) {
    var next = List.of("a", "\uac00", "\ufa0e", "\ud840\udc00", "\ud83d\ude9a");
    try (var market = Shop.open(own)) {
      var ada = market.customer("ada");
      next.forEach(
          it -> market.place("WB-" + it.codePointAt(0), Shop.basket(ada, "X", "zug" + it)));

      var query =
          new Query(
              Optional.of(List.of("zug")),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty());
      var found = new OrderSearch(market.database).find(query, START, 9).orders();

      assertEquals(next.size(), found.size());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          desk                    | WB-PLAIN
          des                     | WB-PLAIN
          esk                     |
          DESK lamp               | WB-PLAIN
          lamp desk               | WB-PLAIN
          '  desk  lamp  '        | WB-PLAIN
          lamp-2                  | WB-PLAIN
          Lamp2                   | WB-PLAIN
          wb-plain                | WB-PLAIN
          wbplain                 | WB-PLAIN
          grace                   | WB-PACKED
          GROSSE                  | WB-PACKED
          große                   | WB-PACKED
          desk tasse              |
          50%                     | WB-PERCENT
          %                       |
          off!                    | WB-PERCENT
          _                       |
          a_b                     | WB-UNDER
          score                   | WB-UNDER
          \\                      |
          dsk%lamp                |
          d_sk                    |
          leipzig                 | WB-UNDER WB-PLAIN WB-PERCENT WB-PACKED
          """)
  void wordsAreFoundAsTheyAreWritten(String text, String expected) {
    assertEquals(expected == null ? "" : expected, found(query(text)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "JD014600001234567890",
        "jd-014600001234567890",
        "JD01",
        "jd01 4600",
        "7890",
        "JD01 4600 0012 3456 7890",
        "JD01\u00a04600\u00a00012\u00a03456\u00a07890",
        "JD01\u30004600\u300000123456\u30007890",
        "JD01\u200b4600001234567890",
        "\ufeffJD014600001234567890\u200e",
        "\uff2a\uff24\uff10\uff11\uff14\uff16\uff10\uff10\uff10\uff10\uff11\uff12"
      })
  void aNumberIsFoundAsPeoplePasteIt(String text) {
    assertEquals("WB-PACKED", found(query(text)));
  }

  @Test
  void aNewNumberIsFoundAndTheOldOneNoLonger() {
    var ada = shop.customer("renumbered");
    shop.place("WB-RENUMBERED", Shop.basket(ada));
    var parcel = new Change.Packed(Shop.pack(1).lines(), none(), Optional.of("OLD-11112222"));
    shop.append("WB-RENUMBERED", new Change.Confirmed(), parcel);
    assertEquals("WB-RENUMBERED", ids(query("old-11112222")));

    shop.append(
        "WB-RENUMBERED",
        new Change.PickedUp(new ShipmentId(1), none(), Optional.of("NEW-33334444"), none()));

    assertEquals("", ids(query("old-11112222")));
    assertEquals("WB-RENUMBERED", ids(query("new-33334444")));
    assertEquals("WB-RENUMBERED", ids(query("wb-renumbered")));
  }

  private static Optional<String> none() {
    return Optional.empty();
  }

  /** String.toLowerCase copies the whole text for each of these letters: minutes. */
  @Test
  void aLongTextOfLettersThatGrowInLowerCaseIsFoldedAtOnce() {
    var many = "İ".repeat(1_000_000);

    assertTimeoutPreemptively(Duration.ofSeconds(10), () -> SearchWords.ofText(many));
  }

  @Test
  void filtersNarrowTheSearch() {
    assertEquals("WB-PACKED", found(query("", "IN_FULFILMENT", "", "")));
    assertEquals("WB-PACKED", found(query("", "", "PREPARING", "")));
    assertEquals("WB-PACKED", found(query("leipzig", "", "", "grace")));
    assertEquals("", found(query("", "PLACED", "", "grace")));
    assertEquals("", found(query("", "", "", "nobody")));
  }

  @Test
  void pagesHoldEachOrderOnceAlthoughOthersArrive() {
    var linus = shop.customer("linus");
    for (int i = 0; i < 10; i++) {
      // two at a time with the same time stamp
      shop.now = shop.now.plus(Duration.ofMinutes(i % 2));
      shop.place("WB-PAGE-" + i, Shop.basket(linus));
    }
    var linusOnly = query("", "", "", "linus");

    var seen = new ArrayList<String>();
    var page = START;
    do {
      var result = search.find(linusOnly, page, 3);
      result.orders().forEach(order -> seen.add(order.id().value()));
      shop.now = shop.now.plus(Duration.ofMinutes(1));
      shop.place("WB-LATER-" + seen.size(), Shop.basket(linus));
      page = result.next();
    } while (page.isPresent());

    assertEquals(
        List.of(9, 8, 7, 6, 5, 4, 3, 2, 1, 0).stream().map(i -> "WB-PAGE-" + i).toList(), seen);
  }

  @Test
  void aLastPageThatIsJustFullHasNoNext() {
    var result = search.find(query("jd014600001234567890"), START, 1);

    assertEquals(1, result.orders().size());
    assertEquals(Optional.empty(), result.next());
  }

  @Test
  void aPagesTokenSaysWhereItBegins() {
    var page = new SearchPage(Instant.parse("2026-03-01T08:00:00.000001Z"), new OrderId("WB-1"));

    assertEquals(Optional.of(page), SearchPage.parse(page.toString()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "WB-1",
        "2026-03-01T08:00:00Z",
        "2026-03-01T08:00:00Z ",
        "2026-03-01T08:00:00Z WB 1",
        "yesterday WB-1",
        "+1000000000-12-31T23:59:59.999999999Z WB-1",
        "-1000000000-01-01T00:00:00Z WB-1",
        "1999-12-31T23:59:59Z WB-1",
        "2100-01-01T00:00:00Z WB-1"
      })
  void whatWeNeverWroteIsNoToken(String text) {
    var token =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(text.getBytes(StandardCharsets.UTF_8));

    assertEquals(Optional.empty(), SearchPage.parse(token));
    assertEquals(Optional.empty(), SearchPage.parse("!" + token));
  }

  private static Query query(String text) {
    return query(text, "", "", "");
  }

  private static Query query(String text, String status, String headline, String customer) {
    return new Query(
        given(text).map(SearchWords::ofText),
        given(status),
        given(headline),
        given(customer),
        Optional.empty());
  }

  private static Optional<String> given(String text) {
    return Optional.of(text).filter(t -> !t.isEmpty());
  }

  private static String found(Query query) {
    return ids(query).replaceAll("WB-(PAGE|LATER|RENUMBERED)\\S* ?", "").strip();
  }

  private static String ids(Query query) {
    return String.join(
        " ",
        search.find(query, START, 20).orders().stream().map(order -> order.id().value()).toList());
  }
}
