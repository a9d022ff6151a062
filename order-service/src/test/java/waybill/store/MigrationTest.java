package waybill.store;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import waybill.order.CustomerId;
import waybill.order.LoggedEvent;
import waybill.order.OrderId;

/** What customers have in a database of an older Waybill is still there after an update. */
final class MigrationTest {
  private static final String BEFORE_NUMBERS = "4";

  @TempDir Path folder;

  @Test
  void theLogOfADatabaseBeforeNumbersIsKeptAndGoesOn() throws SQLException {
    migrateTo(BEFORE_NUMBERS);
    execute(
        """
        insert into customer (id, name, email, created_at) values
          ('grace', 'Grace', 'g@example.org', current_timestamp), ('ada', 'Ada', 'a@example.org', current_timestamp);
        insert into orders (id, customer_id, placed_at) values
          ('WB-G', 'grace', current_timestamp), ('WB-A', 'ada', current_timestamp);
        insert into event (customer_id, seq, order_id, version, type, recorded_at, body) values
          ('ada', 1, 'WB-A', 1, 'order.placed', current_timestamp, X'41'),
          ('grace', 1, 'WB-G', 1, 'order.placed', current_timestamp, X'47'),
          ('ada', 2, 'WB-A', 2, 'order.note_added', current_timestamp, X'42');
        insert into order_state (number, version, status, headline, updated_at, contents, search)
          select number, case id when 'WB-A' then 2 else 1 end, 'PLACED', 'PLACED', current_timestamp, '{}', id
            from orders;
        """);

    try (var shop = Shop.open(folder)) {
      var log = new EventLog(shop.database, Instant::now);
      var ada = new CustomerId("ada");

      assertEquals(List.of("A", "B"), bodies(log.after(ada, 0, 10)));
      assertEquals(List.of("B"), bodies(log.after(new OrderId("WB-A"), 1, 10)));
      assertEquals(List.of("G"), bodies(log.after(new CustomerId("grace"), 0, 10)));

      shop.place("WB-B", Shop.basket(ada));
      assertEquals(3, log.head(ada).orElseThrow());
    }
  }

  private static List<String> bodies(List<LoggedEvent> events) {
    return events.stream().map(event -> new String(event.body(), 0, 1, US_ASCII)).toList();
  }

  private void migrateTo(String version) {
    Flyway.configure()
        .dataSource(Database.h2(folder), "sa", "")
        .locations("classpath:waybill/db/common", "classpath:waybill/db/h2")
        .target(version)
        .load()
        .migrate();
  }

  private void execute(String script) throws SQLException {
    try (var connection = DriverManager.getConnection(Database.h2(folder), "sa", "");
        var statement = connection.createStatement()) {
      statement.execute(script);
    }
  }
}
