package waybill.log;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.helidon.dbclient.DbClientException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import waybill.order.CustomerId;

/** What must never be, the database itself refuses, whoever asks. */
@OnBothDatabases
final class ConstraintsTest {
  private static final String CHANGE = "update orders set %s where id = 'WB-1'";

  /** The number of a customer or an order; one that nobody has if there is none. */
  private static final String NUMBER = "coalesce((select number from %s where id = %s), -1)";

  @TempDir static Path folder;
  private static Shop shop;

  @BeforeAll
  static void open() {
    shop = Shop.open(folder);
    shop.customer("ada");
    shop.customer("grace");
    shop.place("WB-1", Shop.basket(new CustomerId("ada")));
  }

  @AfterAll
  static void close() {
    shop.close();
  }

  @ParameterizedTest(name = "{1}: {0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          'WB-1', 'ada', 'ada'       | order_has_an_id_of_its_own
          'WB-2', 'nobody', 'nobody' | order_is_of_a_customer
          'WB-2', 'ada', 'grace'     | order_is_of_a_customer
          null, 'ada', 'ada'         | id
          """,
      quoteCharacter = '"')
  void anImpossibleOrderIsRefused(String values, String because) {
    refused(
        because,
        """
        insert into orders (id, customer_id, customer_number, status, headline, placed_at)
        values (%s, 'PLACED', 'PLACED', current_timestamp)
        """
            .formatted(values.replaceFirst("('[a-z]+')$", NUMBER.formatted("customer", "$1"))));
  }

  @Test
  void aChangeAsTheseTestsWriteItIsTakenWhenNothingIsWrongWithIt() {
    assertDoesNotThrow(() -> execute(CHANGE.formatted("status = 'ON_HOLD', held_from = 'PLACED'")));
    assertDoesNotThrow(() -> execute(CHANGE.formatted("status = 'PLACED', held_from = null")));
  }

  @ParameterizedTest(name = "{1}: {0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          status = 'LOST'                                 | order_status_is_known
          status = 'ON_HOLD'                              | order_on_hold_knows_from_where
          held_from = 'PLACED'                            | order_on_hold_knows_from_where
          status = 'ON_HOLD', held_from = 'COMPLETED'     | order_held_from_is_open
          """,
      quoteCharacter = '"')
  void anImpossibleChangeOfAnOrderIsRefused(String change, String because) {
    refused(because, CHANGE.formatted(change));
  }

  @ParameterizedTest(name = "{1}: {0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          version = 0                                     | order_version_counts
          eta_from = current_timestamp, eta_until = null, eta_delayed = false | order_eta_is_whole
          eta_from = null, eta_until = null, eta_delayed = true | order_eta_is_whole
          eta_from = current_timestamp, eta_until = current_timestamp - interval '1' day, eta_delayed = true | order_eta_is_a_window
          """,
      quoteCharacter = '"')
  void anImpossibleStateOfAnOrderIsRefused(String change, String because) {
    refused(because, "update order_state set " + change);
  }

  @ParameterizedTest(name = "{1}: {0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ada    | 1 | WB-1    | 2 | primary_key
          ada    | 2 | WB-1    | 1 | event_has_one_place_in_its_order
          grace  | 1 | WB-1    | 2 | event_belongs_to_the_orders_customer
          nobody | 1 | WB-1    | 2 | event_belongs_to_the_orders_customer
          ada    | 2 | WB-NONE | 1 | event_belongs_to_the_orders_customer
          ada    | 0 | WB-1    | 2 | event_numbers_count
          ada    | 2 | WB-1    | 0 | event_numbers_count
          """)
  void anImpossibleEventIsRefused(
      String customer, long seq, String order, long version, String because) {
    var numbers =
        "%s, %d, %s, %d"
            .formatted(
                NUMBER.formatted("customer", "'" + customer + "'"),
                seq,
                NUMBER.formatted("orders", "'" + order + "'"),
                version);
    refused(
        because,
        """
        insert into event (customer_number, seq, order_number, version, type, recorded_at, body, account, address)
        values (%s, 'order.placed', timestamp with time zone '2026-03-01 08:00:00Z', cast('{}' as bytea), '', '')
        """
            .formatted(numbers));
  }

  @Test
  void thereIsOneInstallation() {
    refused(
        "installation_is_one_row",
        "insert into installation (id, epoch, created_at) values (2, 'x', current_timestamp)");
    refused(
        "primary_key",
        "insert into installation (id, epoch, created_at) values (1, 'x', current_timestamp)");
  }

  @Test
  void aCustomerWithOrdersStays() {
    refused("orders", "delete from customer where id = 'ada'");
  }

  @Test
  void anOrderWithEventsStays() {
    refused("state_is_of_an_order", "delete from orders where id = 'WB-1'");
    refused(
        "event_belongs_to_the_orders_customer",
        "delete from order_state",
        "delete from orders where id = 'WB-1'");
  }

  @Test
  void anIdempotencyKeyIsKeptOnce() {
    var insert =
        """
        insert into idempotency (account, method, path, request_key, fingerprint, target, version, created_at)
        values ('a', 'POST', '/x', 'k', cast('a' as bytea), 'WB-1', 1, current_timestamp)
        """;
    execute(insert);

    refused("primary_key", insert);
  }

  private static void refused(String because, String... sql) {
    var refusal = assertThrows(DbClientException.class, () -> execute(sql));
    Throwable reason = refusal;
    while (reason.getCause() != null) {
      reason = reason.getCause();
    }
    var text =
        String.valueOf(reason.getMessage())
            .split("SQL statement", 2)[0]
            .toLowerCase(Locale.ROOT)
            .replace("primary key", "primary_key")
            .replace("pkey", "primary_key");
    assertTrue(text.contains(because), text);
  }

  private static void execute(String... sql) {
    shop.database.inTransaction(tx -> Stream.of(sql).map(tx::execute).toList());
  }
}
