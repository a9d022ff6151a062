package waybill.stream;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The streams that are open, all together and by credential. Safe for use by many threads. */
final class OpenStreams {
  private final Set<OpenStream> all = ConcurrentHashMap.newKeySet();
  private final Map<String, Set<OpenStream>> byCredential = new ConcurrentHashMap<>();

  void add(String credential, OpenStream stream) {
    all.add(stream);
    byCredential.compute(
        credential,
        (_, streams) -> {
          var set = streams == null ? ConcurrentHashMap.<OpenStream>newKeySet() : streams;
          set.add(stream);
          return set;
        });
  }

  void remove(String credential, OpenStream stream) {
    all.remove(stream);
    byCredential.computeIfPresent(
        credential,
        (_, streams) -> {
          streams.remove(stream);
          return streams.isEmpty() ? null : streams;
        });
  }

  Collection<OpenStream> all() {
    return Collections.unmodifiableSet(all);
  }

  Collection<OpenStream> of(String credential) {
    return byCredential.getOrDefault(credential, Set.of());
  }

  /** Those by which a stream is open. */
  Set<String> credentials() {
    return Collections.unmodifiableSet(byCredential.keySet());
  }
}
