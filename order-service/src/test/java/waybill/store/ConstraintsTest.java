package waybill.store;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.helidon.dbclient.DbClientException;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import waybill.order.CustomerId;

/** What must never be, the database itself refuses, whoever asks. */
final class ConstraintsTest {
  private static final String ORDER =
      """
      insert into orders (id, customer_id, version, status, held_from, headline, placed_at, updated_at,
                          eta_from, eta_until, eta_delayed, contents, search)
      values (%s, 'PLACED', timestamp with time zone '2026-03-01 08:00:00Z',
              timestamp with time zone '2026-03-01 08:00:00Z', %s, '{}', '')
      """;
  private static final String NO_ETA = "null, null, null";

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

  @Test
  void anOrderAsTheseTestsWriteItIsTakenWhenNothingIsWrongWithIt() {
    assertDoesNotThrow(
        () -> execute(ORDER.formatted("'WB-OK', 'ada', 1, 'ON_HOLD', 'PLACED'", NO_ETA)));
  }

  @ParameterizedTest(name = "{1}: {0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          'WB-1', 'ada', 1, 'PLACED', null            | primary_key
          'WB-2', 'nobody', 1, 'PLACED', null         | customer_id
          'WB-2', 'ada', 0, 'PLACED', null            | order_version_counts
          'WB-2', 'ada', 1, 'LOST', null              | order_status_is_known
          'WB-2', 'ada', 1, 'ON_HOLD', null           | order_on_hold_knows_from_where
          'WB-2', 'ada', 1, 'PLACED', 'PLACED'        | order_on_hold_knows_from_where
          'WB-2', 'ada', 1, 'ON_HOLD', 'COMPLETED'    | order_held_from_is_open
          null, 'ada', 1, 'PLACED', null              | id
          """,
      quoteCharacter = '"')
  void anImpossibleOrderIsRefused(String values, String because) {
    refused(because, ORDER.formatted(values, NO_ETA));
  }

  @ParameterizedTest(name = "{1}: {0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          current_timestamp, null, false                                  | order_eta_is_whole
          null, null, true                                                | order_eta_is_whole
          current_timestamp, dateadd(day, -1, current_timestamp), true    | order_eta_is_a_window
          """,
      quoteCharacter = '"')
  void anImpossibleWindowIsRefused(String eta, String because) {
    refused(because, ORDER.formatted("'WB-3', 'ada', 1, 'PLACED', null", eta));
  }

  @ParameterizedTest(name = "{1}: {0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          'ada', 1, 'WB-1', 2     | primary_key
          'ada', 2, 'WB-1', 1     | event_has_one_place_in_its_order
          'grace', 1, 'WB-1', 2   | event_belongs_to_the_orders_customer
          'ada', 2, 'WB-NO', 1    | event_belongs_to_the_orders_customer
          'ada', 0, 'WB-1', 2     | event_numbers_count
          'ada', 2, 'WB-1', 0     | event_numbers_count
          """,
      quoteCharacter = '"')
  void anImpossibleEventIsRefused(String values, String because) {
    refused(
        because,
        """
        insert into event (customer_id, seq, order_id, version, type, recorded_at, body)
        values (%s, 'order.placed', timestamp with time zone '2026-03-01 08:00:00Z', X'7B7D')
        """
            .formatted(values));
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
  void aCustomersSequenceNeverGoesBelowNothing() {
    refused("customer_seq_counts", "update customer set seq = -1 where id = 'ada'");
  }

  @Test
  void aCustomerWithOrdersStays() {
    refused("orders", "delete from customer where id = 'ada'");
  }

  @Test
  void anOrderWithEventsStays() {
    refused("event_belongs_to_the_orders_customer", "delete from orders where id = 'WB-1'");
  }

  @Test
  void anIdempotencyKeyIsKeptOnce() {
    var insert =
        """
        insert into idempotency (account, method, path, request_key, fingerprint, status, body, created_at)
        values ('a', 'POST', '/x', 'k', X'00', 201, X'00', current_timestamp)
        """;
    execute(insert);

    refused("primary_key", insert);
  }

  private static void refused(String because, String sql) {
    var refusal = assertThrows(DbClientException.class, () -> execute(sql));
    Throwable reason = refusal;
    while (reason.getCause() != null) {
      reason = reason.getCause();
    }
    var text =
        String.valueOf(reason.getMessage())
            .split("SQL statement", 2)[0]
            .toLowerCase(Locale.ROOT)
            .replace("primary key", "primary_key");
    assertTrue(text.contains(because), text);
  }

  private static void execute(String sql) {
    shop.database.inTransaction(tx -> tx.execute(sql));
  }
}
