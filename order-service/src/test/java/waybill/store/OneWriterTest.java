package waybill.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import waybill.order.CustomerId;

/** On a database with a journal nothing is written but by the writer, and nothing beside it. */
final class OneWriterTest {
  private static final String RENAME = "update customer set name = ?";

  @TempDir Path folder;
  private Wreck wreck;
  private Shop shop;

  @BeforeEach
  void open() {
    wreck = new Wreck(folder);
    shop = Shop.withJournal(wreck.data);
    Wreck.begin(shop);
  }

  @AfterEach
  void close() {
    shop.close();
  }

  @Test
  void aChangeByAnotherThreadIsRefusedAndNotDone() {
    var refused =
        assertThrows(
            IllegalStateException.class,
            () -> shop.database.inTransaction(tx -> tx.execute(RENAME, "Nobody")));

    assertTrue(refused.getMessage().contains("only the writer"), refused::getMessage);
    assertNameStays("Customer ada");
  }

  @Test
  void aChangeBeforeThereIsAWriterIsRefusedAndNotDone(@TempDir Path own) {
    try (var database = Database.open(own, Shop.CONNECTIONS)) {
      Function<Transaction, Long> work =
          tx ->
              tx.execute(
                  "insert into installation values (1, 'epoch1', timestamp '2026-01-01 00:00:00+00')");

      assertThrows(IllegalStateException.class, () -> database.write(work));

      assertEquals(
          0,
          database.inTransaction(tx -> tx.list("select id from installation", row -> row)).size());
    }
  }

  @Test
  void anyThreadMayHaveTheWriterWrite() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 20; i++) {
        var name = "Name " + i;
        assertEquals(
            1L, threads.submit(() -> shop.database.write(tx -> tx.execute(RENAME, name))).get());
      }
    }

    assertNameStays("Name 19");
  }

  @Test
  void whatCannotBeWrittenDownIsNotDoneAndTheNextChangeIs() {
    assertThrows(IllegalArgumentException.class, () -> rename(BigDecimal.ONE));
    assertNameStays("Customer ada");

    rename("Augusta");

    assertNameStays("Augusta");
  }

  private long rename(Object name) {
    return shop.database.write(tx -> tx.execute(RENAME, name));
  }

  /** Now, and after a crash. */
  private void assertNameStays(String name) {
    assertEquals(name, name(shop));
    wreck.die(shop);
    try (var later = wreck.start()) {
      assertEquals(name, name(later));
    }
  }

  private static String name(Shop shop) {
    var customers = new Customers(shop.database);
    return customers.find(new CustomerId("ada")).orElseThrow().name();
  }
}
