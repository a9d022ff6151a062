package waybill.stream;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Sets of values under keys; a key without values is removed. Safe for use by many threads. */
final class ConcurrentMultimap<K, V> {
  private final Map<K, Set<V>> sets = new ConcurrentHashMap<>();

  void add(K key, V value) {
    sets.compute(
        key,
        (_, values) -> {
          // most customers have one page open, and the default table has room for sixteen
          var set = values == null ? ConcurrentHashMap.<V>newKeySet(1) : values;
          set.add(value);
          return set;
        });
  }

  void remove(K key, V value) {
    sets.computeIfPresent(
        key,
        (_, values) -> {
          values.remove(value);
          return values.isEmpty() ? null : values;
        });
  }

  /** The values under a key: a live view. */
  Set<V> of(K key) {
    return sets.getOrDefault(key, Set.of());
  }

  Set<K> keys() {
    return Collections.unmodifiableSet(sets.keySet());
  }
}
