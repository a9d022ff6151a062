package waybill.access;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Accounts as they were at most a second ago. A token is compared with its account at each request,
 * and a script may send a thousand requests a second. Of callers at the same time one reads, and
 * the others wait for its result or its failure. A change on this node is seen at once. Safe for
 * use by many threads.
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

  private record Entry(CompletableFuture<Optional<Account>> account, long begunAt) {}

  Optional<Account> find(String username) {
    if (entries.size() >= MAX_ACCOUNTS) {
      entries.clear();
    }
    var next = new Entry(new CompletableFuture<>(), nanoTime.getAsLong());
    var entry = entries.compute(username, (_, known) -> isFresh(known) ? known : next);
    if (entry.equals(next)) {
      read(username, next);
    }
    try {
      return entry.account().join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private boolean isFresh(@Nullable Entry entry) {
    return entry != null && nanoTime.getAsLong() - entry.begunAt() < MAX_AGE.toNanos();
  }

  private void read(String username, Entry entry) {
    try {
      entry.account().complete(accounts.find(username));
    } catch (RuntimeException | Error e) {
      entries.remove(username, entry);
      entry.account().completeExceptionally(e);
    }
  }

  /** To be called after a commit: what was read before is not used for new requests. */
  void forget(String username) {
    entries.remove(username);
  }
}
