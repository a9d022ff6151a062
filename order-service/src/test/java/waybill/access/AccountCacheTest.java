package waybill.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import waybill.log.Database;

/** What is known of an account may be a second old, and not a moment older. */
final class AccountCacheTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  @TempDir Path data;
  private final AtomicLong nanos = new AtomicLong();
  private Database database;
  private Accounts accounts;
  private AccountCache known;

  @BeforeEach
  void open() {
    database = Database.open(Database.h2(data), "sa", "", 2);
    accounts = new Accounts(database);
    known = new AccountCache(accounts, nanos::get);
    accounts.add(new Account("boss", "hash", Role.STAFF, Optional.empty(), 1, false), false, NOW);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void theDatabaseIsAskedOnceASecond() {
    assertFalse(isDisabled());
    accounts.disable("boss", NOW); // as another node does

    nanos.addAndGet(AccountCache.FRESH.toNanos() - 1);
    assertFalse(isDisabled());

    nanos.addAndGet(1);
    assertTrue(isDisabled());
  }

  @Test
  void whatIsChangedHereIsKnownAtOnce() {
    assertFalse(isDisabled());
    accounts.disable("boss", NOW);

    known.forget("boss");

    assertTrue(isDisabled());
  }

  @Test
  void anAccountThatIsMadeIsFoundASecondLater() {
    assertEquals(Optional.empty(), known.find("clerk"));
    accounts.add(new Account("clerk", "hash", Role.STAFF, Optional.empty(), 1, false), false, NOW);

    nanos.addAndGet(Duration.ofSeconds(1).toNanos());

    assertTrue(known.find("clerk").isPresent());
  }

  private boolean isDisabled() {
    return known.find("boss").orElseThrow().disabled();
  }
}
