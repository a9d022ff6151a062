package waybill.edge;

import java.util.HashMap;
import java.util.Map;

/**
 * How many bytes may be held for clients at the same time: in all, and three quarters of that for
 * one address, so that no single one uses it up. Safe for use by many threads.
 */
final class ByteBudget {
  private final long max;
  private final long maxOfAddress;
  private long total;
  private final Map<String, Long> byAddress = new HashMap<>();

  ByteBudget(long max) {
    this.max = max;
    this.maxOfAddress = max / 4 * 3;
  }

  /** Takes the bytes for a connection; false if they are not there. */
  synchronized boolean tryTake(MonitoredConnection connection, long bytes) {
    if (total + bytes > max || held(connection) + bytes > limit(connection)) {
      return false;
    }
    add(connection, bytes);
    return true;
  }

  synchronized void give(MonitoredConnection connection, long bytes) {
    add(connection, -bytes);
  }

  /** Whether hardly anything is left, for a connection whose address holds a part of it. */
  synchronized boolean isUsedUp(MonitoredConnection connection) {
    long held = held(connection);
    return held > 0 && (total >= max / 10 * 9 || held >= limit(connection) / 10 * 9);
  }

  private void add(MonitoredConnection connection, long bytes) {
    total += bytes;
    byAddress.merge(
        connection.addressKey(), bytes, (a, b) -> a + b == 0 ? null : Long.valueOf(a + b));
  }

  private long held(MonitoredConnection connection) {
    return byAddress.getOrDefault(connection.addressKey(), 0L);
  }

  private long limit(MonitoredConnection connection) {
    return connection.isOfProxy() ? max : maxOfAddress;
  }
}
