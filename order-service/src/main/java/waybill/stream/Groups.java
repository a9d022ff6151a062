package waybill.stream;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Things under keys; a key without things is gone. Safe for use by many threads. */
final class Groups<K, V> {
  private final Map<K, Set<V>> groups = new ConcurrentHashMap<>();

  void add(K key, V thing) {
    groups.compute(
        key,
        (_, things) -> {
          // most customers look at one page, and a table for sixteen would be empty
          var set = things == null ? ConcurrentHashMap.<V>newKeySet(1) : things;
          set.add(thing);
          return set;
        });
  }

  void remove(K key, V thing) {
    groups.computeIfPresent(
        key,
        (_, things) -> {
          things.remove(thing);
          return things.isEmpty() ? null : things;
        });
  }

  /** What is under the key at this moment and while it is looked at. */
  Set<V> of(K key) {
    return groups.getOrDefault(key, Set.of());
  }

  Set<K> keys() {
    return Collections.unmodifiableSet(groups.keySet());
  }
}
