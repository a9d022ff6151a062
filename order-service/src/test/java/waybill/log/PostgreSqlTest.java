package waybill.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.helidon.dbclient.DbClientException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import waybill.Await;
import waybill.cluster.PostgreSqlServer;
import waybill.order.Change;
import waybill.order.CustomerId;
import waybill.storage.StorageFailure;

/** What is PostgreSQL's own: time-outs, deadlocks, triggers, the order of texts. */
@ExtendWith(PostgreSqlCondition.class)
final class PostgreSqlTest {
  private static final String SLEEP = "select pg_sleep(10)";

  @TempDir static Path folder;
  private static PostgreSqlServer server;
  private static Database database;

  @BeforeAll
  static void start() {
    server = new PostgreSqlServer(folder);
    server.start();
    var url = server.create("waybill");
    server.execute("alter database waybill set default_transaction_isolation = 'serializable'");
    database = open(url);
  }

  @AfterAll
  static void stop() {
    database.close();
    server.close();
  }

  private static Database open(String url) {
    return Database.open(url, PostgreSqlServer.USERNAME, "", 2);
  }

  private static List<String> texts(String sql) {
    return database.inTransaction(
        tx -> tx.list(sql, row -> String.valueOf(row.column(1).get(Object.class))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "lock_timeout 2s",
        "statement_timeout 10s",
        "idle_in_transaction_session_timeout 1min",
        "application_name waybill",
        "transaction_isolation read committed"
      })
  void everyConnectionHasLimits(String setting) {
    var nameAndValue = setting.split(" ", 2);

    var value = texts("select current_setting('%s')".formatted(nameAndValue[0]));

    assertEquals(List.of(nameAndValue[1]), value);
  }

  @Test
  void aStatementThatTakesTooLongIsEndedAndTheDatabaseWorks() {
    try (var hasty = open(server.url("waybill") + "?options=-c%20statement_timeout=1s")) {
      assertThrows(
          StorageFailure.Busy.class, () -> hasty.inTransaction(tx -> tx.list(SLEEP, row -> row)));

      assertEquals(Optional.empty(), hasty.failure());
    }
  }

  @Test
  void aServerThatIsSilentIsAFailureOfTheStorage() {
    try (var shop = Shop.on(open(server.create("silent") + "?socketTimeout=1"))) {
      var hasty = shop.database;
      assertThrows(
          StorageFailure.class, () -> hasty.inTransaction(tx -> tx.list(SLEEP, row -> row)));

      assertEquals(Optional.empty(), hasty.failure());
    }
  }

  /** The interrupt closes the socket that a virtual thread reads from. */
  @Test
  void aReaderThatIsInterruptedHarmsNobodyElse() throws InterruptedException {
    var failures = new CopyOnWriteArrayList<RuntimeException>();
    var reader =
        Thread.ofVirtual()
            .start(() -> {
              try {
                Thread.currentThread().interrupt();
                texts("select id from customer, pg_sleep(1)");
              } catch (RuntimeException e) {
                failures.add(e);
              }
            });

    reader.join();

    assertInstanceOf(StorageFailure.class, failures.getFirst());
    assertEquals(Optional.empty(), database.failure());
  }

  @Test
  void theLoserOfADeadlockIsTriedAgain() throws Exception {
    database.write(tx ->
        tx.execute(
            """
            insert into customer (id, name, email, created_at)
            values ('first', 'A', 'a@example.org', now()), ('second', 'B', 'b@example.org', now())
            """));
    var tries = new AtomicInteger();
    var bothHaveOne = new CyclicBarrier(2);

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var one = threads.submit(() -> rename("first", "second", tries, bothHaveOne));
      var other = threads.submit(() -> rename("second", "first", tries, bothHaveOne));
      one.get();
      other.get();
    }

    // more than once on a busy machine, where the loser may be back before the winner goes on
    assertTrue(tries.get() >= 3, tries::toString);
  }

  /** Each node has many changes in each of its batches, of the same orders in another order. */
  @Test
  void twoNodesThatChangeOneCustomerWaitForEachOtherWithoutADeadlock() {
    int changes = 1000;
    try (var shop = Shop.on(open(server.create("hot")));
        var writer = new GroupCommit(shop.database, _ -> {})) {
      var other = new OrderCommands(writer, shop.log, () -> shop.now, (_, _, _) -> {});
      var ada = shop.customer("ada");
      for (int i = 0; i < 16; i++) {
        shop.place("WB-" + i, Shop.basket(ada));
      }

      try (var threads = Executors.newFixedThreadPool(64)) {
        for (int i = 0; i < changes; i++) {
          var through = i % 2 == 0 ? shop.commands : other;
          var order = "WB-" + i / 2 % 16;
          var note = new Change.NoteAdded("a word");
          threads.execute(() ->
              assertInstanceOf(
                  CommandResult.Accepted.class,
                  shop.append(through, order, note, Optional.empty())));
        }
      }

      assertEquals(16 + changes, shop.log.head(ada).orElseThrow());
      assertEquals(0, deadlocks("hot"));
    }
  }

  private static long deadlocks(String name) {
    return Long.parseLong(
        texts("select deadlocks from pg_stat_database where datname = '" + name + "'").getFirst());
  }

  private static Transaction rename(
      String first, String second, AtomicInteger tries, CyclicBarrier bothHaveOne) {
    return database.write(tx -> {
      tx.execute("update customer set name = 'A' where id = ?", first);
      if (tries.incrementAndGet() <= 2) {
        await(bothHaveOne);
      }
      tx.execute("update customer set name = 'B' where id = ?", second);
      return tx;
    });
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await(10, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void whatWasWrittenDownIsNotChanged() {
    try (var shop = Shop.on(open(server.create("written")))) {
      shop.place("WB-1", Shop.basket(shop.customer("ada")));
      shop.database.write(tx ->
          tx.execute(
              "insert into audit (at, address, action, target, result) values (now(), '', 'a', 'b', 'c')"));

      for (var sql :
          List.of(
              "update event set account = 'x'",
              "update audit set action = 'x'",
              "delete from audit")) {
        var refusal =
            assertThrows(
                DbClientException.class, () -> shop.database.inTransaction(tx -> tx.execute(sql)));
        assertTrue(String.valueOf(refusal.getCause()).contains("written down"), sql);
      }
      assertEquals(1, shop.log.after(new CustomerId("ada"), 0, 9).size());
    }
  }

  @Test
  void aCopyOfADatabaseGetsAnotherEpoch() {
    String epoch;
    try (var shop = Shop.on(open(server.create("original")))) {
      epoch = shop.log.epoch();
    }
    server.execute("create database copy template original");

    try (var again = Shop.on(open(server.url("original")));
        var copy = Shop.on(open(server.url("copy")))) {
      assertEquals(epoch, again.log.epoch());
      assertNotEquals(epoch, copy.log.epoch());
    }
  }

  @Test
  void whatAnotherNodeMadeTheEpochIsReadWithTheNextConnection() {
    try (var shop = Shop.on(open(server.create("renewed")))) {
      var changes = new AtomicInteger();
      shop.database.epoch().whenChanged(changes::incrementAndGet);

      shop.database.write(tx -> tx.execute("update installation set epoch = 'another'"));
      server.execute(
          "select pg_terminate_backend(pid) from pg_stat_activity where datname = 'renewed'");

      Await.until("it is back", () -> shop.database.failure().isEmpty());
      assertEquals("another", shop.log.epoch());
      assertEquals(1, changes.get());
    }
  }

  /** An account of the service owns its database, and nothing else. */
  @Test
  void anOrdinaryAccountIsToldTheTimelineAndGoesOnWithoutIt() {
    server.execute("create role ordinary login");
    server.execute("create database ordinary owner ordinary");
    String epoch;
    try (var shop = Shop.on(ordinary())) {
      epoch = shop.log.epoch();
      assertEquals(1, shop.count("installation where file like '% 00000001'"));
    }
    try (var owner = open(server.url("ordinary"))) {
      owner.write(tx -> tx.execute("revoke execute on function pg_control_system() from public"));
    }

    try (var shop = Shop.on(ordinary())) {
      assertEquals(epoch, shop.log.epoch());
    }
  }

  private static Database ordinary() {
    return Database.open(server.url("ordinary"), "ordinary", "", 2);
  }

  @Test
  void noTextIsInTheOrderOfALanguage() {
    var columns =
        texts(
            """
            select table_name || '.' || column_name from information_schema.columns
             where table_schema = 'public' and data_type in ('text', 'character varying')
               and collation_name is distinct from 'C' and table_name <> 'flyway_schema_history'
            """);

    assertEquals(List.of(), columns);
  }

  @Test
  void aDatabaseThatDoesNotExistIsSaidAtOnce() {
    var failure =
        assertThrows(Database.Unavailable.class, () -> open(server.url("nothing_of_that_name")));

    assertTrue(
        String.valueOf(failure.getMessage()).contains("\"nothing_of_that_name\" does not exist"));
  }
}
