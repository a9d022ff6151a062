package waybill.access;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Accounts as they were a second ago at most: a token is compared with its account at each request,
 * and a script that sends a thousand a second need not ask the database a thousand times. What is
 * changed on this node is known at once. Safe for use by many threads.
 */
final class AccountCache {
  static final Duration FRESH = Duration.ofSeconds(1);

  /** With more accounts than this in use, the database is read more often. */
  private static final int MOST = 10_000;

  private final Accounts accounts;
  private final LongSupplier nanoTime;
  private final ConcurrentHashMap<String, Known> known = new ConcurrentHashMap<>();

  AccountCache(Accounts accounts, LongSupplier nanoTime) {
    this.accounts = accounts;
    this.nanoTime = nanoTime;
  }

  private record Known(Optional<Account> account, long readAt) {}

  Optional<Account> find(String username) {
    var cached = known.get(username);
    if (cached != null && isFresh(cached)) {
      return cached.account();
    }
    if (known.size() >= MOST) {
      known.clear();
    }
    return known.compute(username, (name, _) -> read(name)).account();
  }

  private Known read(String username) {
    long now = nanoTime.getAsLong();
    return new Known(accounts.find(username), now);
  }

  private boolean isFresh(Known cached) {
    return nanoTime.getAsLong() - cached.readAt() < FRESH.toNanos();
  }

  /** To be called once a change is committed: it waits for a read that began before the change. */
  void forget(String username) {
    known.remove(username);
  }
}
