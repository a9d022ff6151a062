package waybill.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import waybill.log.Database;

/** A cached account may be a second old, and no older. */
final class AccountCacheTest {
  @TempDir Path data;
  private final AtomicLong nanos = new AtomicLong();
  private Database database;
  private Accounts accounts;
  private AccountCache cache;

  @BeforeEach
  void open() {
    database = Database.open(Database.h2(data), "sa", "", 2);
    accounts = new Accounts(database, new Passwords(), InstantSource.system());
    cache = new AccountCache(accounts, nanos::get);
    accounts.add(new Account("boss", "hash", Role.STAFF, Optional.empty(), 1, false), false);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void theDatabaseIsReadOncePerSecond() {
    assertFalse(isDisabled());
    accounts.disable("boss"); // as another node does

    nanos.addAndGet(AccountCache.MAX_AGE.toNanos() - 1);
    assertFalse(isDisabled());

    nanos.addAndGet(1);
    assertTrue(isDisabled());
  }

  @Test
  void aChangeOnThisNodeIsSeenAtOnce() {
    assertFalse(isDisabled());
    accounts.disable("boss");

    cache.forget("boss");

    assertTrue(isDisabled());
  }

  @Test
  void aNewAccountIsFoundAfterASecond() {
    assertEquals(Optional.empty(), cache.find("clerk"));
    accounts.add(new Account("clerk", "hash", Role.STAFF, Optional.empty(), 1, false), false);

    nanos.addAndGet(Duration.ofSeconds(1).toNanos());

    assertTrue(cache.find("clerk").isPresent());
  }

  private boolean isDisabled() {
    return cache.find("boss").orElseThrow().disabled();
  }
}
