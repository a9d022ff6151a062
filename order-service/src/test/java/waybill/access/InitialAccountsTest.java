package waybill.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import waybill.log.Database;
import waybill.log.TestDatabase;

/** A new database gets all of its first accounts, or none and another try at the next start. */
final class InitialAccountsTest {
  private Database database;
  private Accounts accounts;

  @BeforeEach
  void open(@TempDir Path data) {
    database = TestDatabase.open(data, 2);
    accounts = new Accounts(database, new Passwords(), InstantSource.system());
  }

  @AfterEach
  void close() {
    database.close();
  }

  private void customer(String id) {
    database.write(tx ->
        tx.execute(
            "insert into customer (id, name, email, created_at) values (?, ?, ?, current_timestamp)",
            id,
            id,
            id + "@example.org"));
  }

  @Test
  void ifOneAccountOfTheDemoCannotBeMadeNoneIs() {
    customer("ada");
    customer("grace");

    assertThrows(
        IllegalStateException.class,
        () -> new InitialAccounts(accounts).create(true, Optional.empty()));
    assertTrue(accounts.isEmpty());
    customer("linus");
    new InitialAccounts(accounts).create(true, Optional.empty());

    for (var name : List.of("staff", "ada", "grace", "linus")) {
      assertTrue(accounts.find(name).isPresent(), name);
    }
    assertTrue(accounts.isOfDemo());
  }

  @Test
  void theFirstPasswordIsShownOnlyIfTheServiceHasChosenIt() {
    var shown = new InitialAccounts(accounts).create(false, Optional.empty());

    assertEquals(20, shown.orElseThrow().length());
    assertFalse(accounts.isOfDemo());
    assertEquals(Optional.empty(), new InitialAccounts(accounts).create(false, Optional.empty()));
  }
}
