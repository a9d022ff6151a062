package waybill.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import waybill.Await;
import waybill.log.Database;
import waybill.log.OnBothDatabases;
import waybill.log.TestDatabase;

/** A cached account may be a second old, and no older. */
@OnBothDatabases
final class AccountCacheTest {
  private static final int CALLERS = 6;

  @TempDir Path data;
  private final AtomicLong nanos = new AtomicLong();
  private Database database;
  private Accounts accounts;
  private AccountCache cache;

  @BeforeEach
  void open() {
    database = TestDatabase.open(data, 2);
    accounts = new Accounts(database, new Passwords(), InstantSource.system());
    cache = new AccountCache(accounts, nanos::get);
    accounts.add(new Account("boss", "hash", Role.STAFF, Optional.empty(), 1, false));
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
    accounts.add(new Account("clerk", "hash", Role.STAFF, Optional.empty(), 1, false));

    nanos.addAndGet(Duration.ofSeconds(1).toNanos());

    assertTrue(cache.find("clerk").isPresent());
  }

  @Test
  void ofCallersAtTheSameTimeOneReads() {
    var found = new ConcurrentLinkedQueue<Optional<Account>>();
    var callers = new ArrayList<Thread>();

    whileTheDatabaseIsBusy(() -> {
      callers.addAll(callers(() -> found.add(cache.find("boss"))));
      Await.until("one waits for the database, and the others for it", () -> areWaiting(callers));
    });
    callers.forEach(AccountCacheTest::join);

    assertEquals(CALLERS, found.size());
    assertEquals(1, found.stream().map(System::identityHashCode).distinct().count());
  }

  /** One after the other they would wait for as many timeouts as there are callers. */
  @Test
  void whenTheDatabaseDoesNotAnswerAllCallersFailAfterOneTimeout() {
    var failed = new ConcurrentLinkedQueue<RuntimeException>();
    long begun = System.nanoTime();

    whileTheDatabaseIsBusy(() ->
        callers(() -> failed.add(assertThrows(RuntimeException.class, () -> cache.find("boss"))))
            .forEach(AccountCacheTest::join));

    assertEquals(CALLERS, failed.size());
    assertTrue(Duration.ofNanos(System.nanoTime() - begun).toSeconds() < 5 * CALLERS / 2);
    assertFalse(isDisabled());
  }

  /** All connections are in use. */
  private void whileTheDatabaseIsBusy(Runnable work) {
    var read = "select username from account";
    database.inTransaction(one -> {
      one.list(read, _ -> true);
      return database.inTransaction(other -> {
        other.list(read, _ -> true);
        work.run();
        return true;
      });
    });
  }

  private static List<Thread> callers(Runnable work) {
    return IntStream.range(0, CALLERS).mapToObj(_ -> Thread.ofPlatform().start(work)).toList();
  }

  private static boolean areWaiting(List<Thread> threads) {
    return threads.stream()
        .map(Thread::getState)
        .allMatch(state -> state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING);
  }

  private static void join(Thread thread) {
    try {
      assertTrue(thread.join(Duration.ofSeconds(60)));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private boolean isDisabled() {
    return cache.find("boss").orElseThrow().disabled();
  }
}
