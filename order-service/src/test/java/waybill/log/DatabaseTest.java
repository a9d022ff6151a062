package waybill.log;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.helidon.dbclient.DbClientException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import waybill.engine.Engine;
import waybill.storage.StorageFailure.Busy;

/** Whatever goes wrong with a statement, its connection comes back. */
@OnBothDatabases
final class DatabaseTest {
  private static final String TOUCH = "update installation set epoch = epoch";

  private static final int MANY = 10 * Shop.CONNECTIONS;

  static final String MIGRATED_BY_A_NEWER_PROGRAM =
      """
      insert into "flyway_schema_history" ("installed_rank", "version", "description", "type",
          "script", "installed_by", "execution_time", "success")
      values (999, '999', 'from the future', 'SQL', 'V999__from_the_future.sql', 'sa', 1, true)
      """;

  private static final String MANY_ROWS =
      "select n from (values "
          + IntStream.rangeClosed(1, 100).mapToObj("(%d)"::formatted).collect(joining(", "))
          + ") as numbers (n)";

  @TempDir static Path shared;
  private static Shop shop;

  @BeforeAll
  static void open() {
    shop = Shop.open(shared);
  }

  @AfterAll
  static void close() {
    shop.close();
  }

  @Test
  void aQueryOfAnUnknownTableLosesNoConnection() throws Exception {
    failsManyTimes(
        DbClientException.class, tx -> tx.list("select a from nothing_of_that_name", row -> row));
  }

  @Test
  void aQueryThatDoesNotParseLosesNoConnection() throws Exception {
    failsManyTimes(DbClientException.class, tx -> tx.list("selct 1", row -> row));
  }

  @Test
  void aChangeThatDoesNotParseLosesNoConnection() throws Exception {
    failsManyTimes(DbClientException.class, tx -> tx.execute("insrt into customer"));
  }

  @Test
  void aViolatedConstraintLosesNoConnection() throws Exception {
    failsManyTimes(
        DbClientException.class,
        tx -> tx.execute("insert into customer (id) values ('only an id')"));
  }

  @Test
  void wrongParametersLoseNoConnection() throws Exception {
    failsManyTimes(
        DbClientException.class, tx -> tx.list("select id from customer where id = ?", row -> row));
  }

  @Test
  void aReaderThatThrowsInTheMiddleLosesNoConnection() throws Exception {
    failsManyTimes(
        Enough.class,
        tx ->
            tx.list(
                MANY_ROWS,
                row -> {
                  if (Columns.number(row, "n") == 50) {
                    throw new Enough();
                  }
                  return row;
                }));
  }

  @Test
  void workThatGivesUpLosesNoConnection() throws Exception {
    failsManyTimes(
        Enough.class,
        tx -> {
          tx.list("select id from customer", row -> row);
          throw new Enough();
        });
  }

  @Test
  void readingOnlyTheFirstOfManyRowsLosesNoConnection() throws Exception {
    for (int i = 0; i < MANY; i++) {
      var first =
          shop.database.inTransaction(tx -> tx.first(MANY_ROWS, row -> Columns.number(row, "n")));
      assertEquals(1, first.orElseThrow());
    }

    assertWhole(shop.database);
  }

  @Test
  void whatFailedIsRolledBackAsAWhole() {
    shop.customer("ada");

    assertThrows(
        DbClientException.class,
        () ->
            shop.database.inTransaction(tx -> {
              tx.execute("update customer set name = 'Nobody'");
              return tx.execute("insrt");
            }));

    var name =
        shop.database.inTransaction(
            tx -> tx.first("select name from customer", row -> Columns.text(row, "name")));
    assertEquals("Customer ada", name.orElseThrow());
  }

  @Test
  void theCharacterZeroIsInNoTextAndCanBeAskedFor(@TempDir Path folder) {
    try (var own = Shop.open(folder)) {
      own.customer("ada");

      own.database.inTransaction(tx -> tx.execute("update customer set name = ?", "a\0b"));

      var names =
          own.database.inTransaction(tx ->
              tx.list(
                  "select name from customer where id <> ?",
                  row -> Columns.text(row, "name"),
                  "a\0"));
      assertEquals(List.of("a\ufffdb"), names);
    }
  }

  @Test
  void aDatabaseThatANewerProgramHasMigratedIsNotOpened(@TempDir Path folder) {
    try (var own = Shop.open(folder)) {
      own.database.inTransaction(tx -> tx.execute(MIGRATED_BY_A_NEWER_PROGRAM));
    }

    assertThrows(Database.Unavailable.class, () -> Shop.open(folder).close());
  }

  @Test
  void dataOfAnEarlierVersionAreRefusedWithASentence(@TempDir Path folder) {
    try (var own = Shop.open(folder)) {
      own.database.inTransaction(
          tx -> tx.execute("update \"flyway_schema_history\" set \"checksum\" = 1"));
    }

    var refusal = assertThrows(Database.Unavailable.class, () -> Shop.open(folder).close());

    assertTrue(String.valueOf(refusal.getMessage()).contains("another version of Waybill"));
  }

  @Test
  void itSaysWhetherItAnswers(@TempDir Path folder) {
    var own = Shop.open(folder);
    assertEquals(Optional.empty(), own.database.failure());

    own.close();

    assertTrue(own.database.failure().isPresent());
  }

  @Test
  void aWaitForARowOfAnotherTransactionEndsAndTheDatabaseWorks() {
    shop.database.inTransaction(tx -> {
      tx.execute(TOUCH);

      assertThrows(Busy.class, () -> shop.database.inTransaction(other -> other.execute(TOUCH)));

      return tx;
    });
    assertEquals(Optional.empty(), shop.database.failure());
  }

  @Test
  void aWaitForAConnectionEndsAndTheDatabaseWorks() {
    assertThrows(Busy.class, () -> nested(Shop.CONNECTIONS + 1));

    assertEquals(Optional.empty(), shop.database.failure());
  }

  /** What a killed process leaves is the file as it is at that moment. */
  @Test
  void aCommitIsInTheFileWhenItReturns(@TempDir Path folder, @TempDir Path copy) throws Exception {
    // H2 writes into gaps of its file, which arise at once when it need not retain what it replaced
    var url = Engine.h2(folder) + ";RETENTION_TIME=0";
    try (var database = Database.open(url, "sa", "", 2)) {
      for (int i = 1; i <= 50; i++) {
        var id = "c" + i;
        database.inTransaction(tx ->
            tx.execute(
                "insert into customer (id, name, email, created_at) values (?, 'A', 'B', now())",
                id));

        Files.copy(
            folder.resolve("waybill.mv.db"), copy.resolve("waybill.mv.db"), REPLACE_EXISTING);

        try (var killed = DriverManager.getConnection(Engine.h2(copy), "sa", "");
            var query = killed.prepareStatement("select id from customer where id = ?")) {
          query.setString(1, id);
          assertTrue(query.executeQuery().next(), id);
        }
      }
    }
  }

  private void nested(int transactions) {
    if (transactions > 0) {
      shop.database.inTransaction(tx -> {
        tx.first("select 1 as n from installation", row -> row);
        nested(transactions - 1);
        return tx;
      });
    }
  }

  /** Not an exception even, as an error in our own code might be. */
  private static final class Enough extends Error {
    private static final long serialVersionUID = 1;
  }

  private void failsManyTimes(Class<? extends Throwable> how, Consumer<Transaction> work)
      throws Exception {
    for (int i = 0; i < MANY; i++) {
      assertThrows(
          how,
          () ->
              shop.database.inTransaction(tx -> {
                work.accept(tx);
                return tx;
              }));
    }

    assertWhole(shop.database);
  }

  /** As many transactions as the pool has connections, all at the same time. */
  private static void assertWhole(Database database) throws Exception {
    assertEquals(0, database.connectionsInUse());
    var together = new CyclicBarrier(Shop.CONNECTIONS);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var transactions =
          IntStream.range(0, Shop.CONNECTIONS)
              .mapToObj(i ->
                  threads.submit(() ->
                      database.inTransaction(tx -> {
                        var one = tx.first("select 1 as n from installation", _ -> i);
                        await(together);
                        return one.orElseThrow();
                      })))
              .toList();
      for (var transaction : transactions) {
        transaction.get();
      }
    }
    assertEquals(0, database.connectionsInUse());
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await(10, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
