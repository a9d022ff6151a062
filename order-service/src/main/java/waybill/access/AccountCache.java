package waybill.access;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Accounts as they were at most a second ago. A token is compared with its account at each request,
 * and a script may send a thousand requests a second. A change on this node is seen at once. Safe
 * for use by many threads.
 */
final class AccountCache {
  static final Duration MAX_AGE = Duration.ofSeconds(1);

  /** If more accounts are in use, the cache is emptied and the database is read more often. */
  private static final int MAX_ACCOUNTS = 10_000;

  private final Accounts accounts;
  private final LongSupplier nanoTime;
  private final ConcurrentHashMap<String, Entry> entries = new ConcurrentHashMap<>();

  AccountCache(Accounts accounts, LongSupplier nanoTime) {
    this.accounts = accounts;
    this.nanoTime = nanoTime;
  }

  private record Entry(Optional<Account> account, long readAt) {}

  Optional<Account> find(String username) {
    var cached = entries.get(username);
    if (cached != null && nanoTime.getAsLong() - cached.readAt() < MAX_AGE.toNanos()) {
      return cached.account();
    }
    if (entries.size() >= MAX_ACCOUNTS) {
      entries.clear();
    }
    return entries.compute(username, (name, _) -> read(name)).account();
  }

  private Entry read(String username) {
    long now = nanoTime.getAsLong();
    return new Entry(accounts.find(username), now);
  }

  /** To be called after a change is committed: waits for a read that began before the commit. */
  void forget(String username) {
    entries.remove(username);
  }
}
