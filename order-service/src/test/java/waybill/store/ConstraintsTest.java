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
  private static final String STATE =
      "update order_state set %s where number = (select number from orders where id = 'WB-1')";

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
          7, 'WB-1', 'ada', 1      | primary_key
          7, 'WB-2', 'nobody', 1   | customer_id
          7, null, 'ada', 1        | id
          1, 'WB-2', 'grace', 2    | order_has_a_number
          7, 'WB-2', 'grace', 1    | order_names_its_customer_twice
          """,
      quoteCharacter = '"')
  void anImpossibleOrderIsRefused(String values, String because) {
    refused(
        because,
        "insert into orders (number, id, customer_id, customer_number, placed_at, first_seq) values (%s, current_timestamp, 1)"
            .formatted(values));
  }

  @Test
  void aStateAsTheseTestsWriteItIsTakenWhenNothingIsWrongWithIt() {
    assertDoesNotThrow(() -> execute(STATE.formatted("status = 'ON_HOLD', held_from = 'PLACED'")));
    assertDoesNotThrow(() -> execute(STATE.formatted("status = 'PLACED', held_from = null")));
  }

  @ParameterizedTest(name = "{1}: {0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          version = 0                                     | state_version_counts
          status = 'LOST'                                 | state_status_is_known
          status = 'ON_HOLD'                              | state_on_hold_knows_from_where
          held_from = 'PLACED'                            | state_on_hold_knows_from_where
          status = 'ON_HOLD', held_from = 'COMPLETED'     | state_held_from_is_open
          eta_from = current_timestamp, eta_until = null, eta_delayed = false | state_eta_is_whole
          eta_from = null, eta_until = null, eta_delayed = true | state_eta_is_whole
          eta_from = current_timestamp, eta_until = dateadd(day, -1, current_timestamp), eta_delayed = true | state_eta_is_a_window
          number = 4711                                   | state_is_an_orders
          last_seq = 0                                    | state_seq_counts
          """,
      quoteCharacter = '"')
  void anImpossibleStateIsRefused(String change, String because) {
    refused(because, STATE.formatted(change));
  }

  @ParameterizedTest(name = "{1}: {0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1, 1, 1, 2     | primary_key
          9, 1, 1, 2     | event_is_a_customers
          1, 0, 1, 2     | event_numbers_count
          1, 2, 1, 0     | event_numbers_count
          """,
      quoteCharacter = '"')
  void anImpossibleEventIsRefused(String values, String because) {
    refused(
        because,
        """
        insert into event (customer_number, seq, order_number, version, type, recorded_at, body)
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
  void aCustomerWithOrdersStays() {
    refused("orders", "delete from customer where id = 'ada'");
  }

  @Test
  void anOrderWithEventsStays() {
    refused("references public.orders", "delete from orders where id = 'WB-1'");
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
