package waybill.stream;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Counts what is in use under each key, up to a limit. Safe for use by many threads. */
public final class Permits<K> {
  private final int limit;
  private final Map<K, Integer> inUse = new HashMap<>();

  public Permits(int limit) {
    this.limit = limit;
  }

  /** True if one was free; it must be released. */
  public synchronized boolean tryAcquire(K key) {
    if (inUse(key) >= limit) {
      return false;
    }
    inUse.merge(key, 1, Integer::sum);
    return true;
  }

  /** As {@link #tryAcquire(Object)}, but waits for one. */
  public synchronized boolean tryAcquire(K key, Duration timeout) throws InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (!tryAcquire(key)) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        return false;
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    return true;
  }

  public synchronized void release(K key) {
    inUse.computeIfPresent(key, (_, count) -> count > 1 ? count - 1 : null);
    notifyAll();
  }

  /** Releases one and acquires one under another key, whatever the limit. */
  synchronized void transfer(K from, K to) {
    release(from);
    inUse.merge(to, 1, Integer::sum);
  }

  /** How many are in use under a key. */
  public synchronized int inUse(K key) {
    return inUse.getOrDefault(key, 0);
  }
}
