package waybill.search;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import waybill.log.OrderStore;
import waybill.log.Shop;
import waybill.order.OrderId;
import waybill.search.OrderSearch.Query;

/** Among many orders each search goes through an index: the database's plan says so. */
final class SearchPlanTest {
  private static final int ORDERS = 50_000;

  @TempDir static Path folder;
  private static Shop shop;

  @BeforeAll
  static void fill() {
    shop = Shop.open(folder);
    shop.place("WB-0", Shop.basket(shop.customer("ada")));
    execute(
        """
        insert into orders (id, customer_id, customer_number, placed_at, status, headline)
        select 'WB-' || x, 'ada', customer_number, dateadd(second, x, placed_at),
               case mod(x, 100) when 0 then 'CONFIRMED' else 'PLACED' end,
               case mod(x, 100) when 0 then 'CONFIRMED' else 'PLACED' end
          from system_range(1, %d) as numbers (x), orders where id = 'WB-0'
        """
            .formatted(ORDERS));
    execute(
        """
        insert into order_state (order_number, version, updated_at, contents)
        select number, 1, placed_at, contents from orders, order_state where id <> 'WB-0'
        """);
    for (var word : List.of("'wb' || x", "'leipzig'", "'lamp'")) {
      execute(
          "insert into order_search_word (order_id, word) select 'WB-' || x, %s from system_range(1, %d) as numbers (x)"
              .formatted(word, ORDERS));
    }
    execute("analyze");
  }

  private static void execute(String sql) {
    shop.database.inTransaction(tx -> tx.execute(sql));
  }

  @AfterAll
  static void close() {
    shop.close();
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          -, -, -, -, orders_by_age
          wb-4711, -, -, -, order_of_search_word
          wb47 11, -, -, -, order_of_search_word
          leipzig, -, -, -, orders_by_age
          leipzig lamp, -, -, -, orders_by_age
          leipzig wb4711, -, -, -, order_of_search_word
          wb-4711, PLACED, PLACED, ada, order_of_search_word
          -, CONFIRMED, -, -, orders_of_status
          -, -, CONFIRMED, -, orders_of_headline
          -, -, -, ada, orders_of_customer
          -, CONFIRMED, CONFIRMED, -, orders_of_headline
          """)
  void everySearchNamesItsIndexAndReadsNoTable(
      String text, String status, String headline, String customer, String index) {
    var query =
        new Query(
            given(text).map(SearchWords::ofText),
            given(status),
            given(headline),
            given(customer),
            Optional.empty());
    var next = new SearchPage(shop.now, new OrderId("WB-7"));

    var plans = List.of(plan(query, Optional.empty()), plan(query, Optional.of(next)));

    assertAll(
        plans.stream()
            .map(plan ->
                () -> {
                  assertTrue(plan.contains(index), plan);
                  assertTrue(index.equals("order_of_search_word") || isReadInOrder(plan), plan);
                  assertFalse(plan.contains("tableScan"), plan);
                }));
  }

  private static boolean isReadInOrder(String plan) {
    return plan.contains("index sorted");
  }

  private static Optional<String> given(String text) {
    return Optional.ofNullable(text);
  }

  private static String plan(Query query, Optional<SearchPage> page) {
    return shop.database.inTransaction(tx -> {
      var condition = OrderSearch.condition(tx, query, page, 51);
      return tx.first(
              "explain " + OrderStore.SELECT + condition.sql(),
              row -> row.column(1).get(String.class),
              condition.params().toArray())
          .orElseThrow();
    });
  }

  @Test
  void aRareWordIsFoundAmongCommonOnes() {
    var query =
        new Query(
            Optional.of(List.of("lamp", "leipzig", "wb47119")),
            given(null),
            given(null),
            given(null),
            Optional.empty());

    var found = new OrderSearch(shop.database).find(query, Optional.empty(), 50).orders();

    assertEquals(List.of("WB-47119"), found.stream().map(order -> order.id().value()).toList());
  }
}
