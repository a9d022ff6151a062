package waybill.stream;

import java.util.Collection;
import java.util.Collections;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The streams that are open, all together and by credential. Safe for use by many threads. */
final class OpenStreams {
  private final Set<OpenStream> all = ConcurrentHashMap.newKeySet();
  private final Groups<String, OpenStream> byCredential = new Groups<>();

  void add(String credential, OpenStream stream) {
    all.add(stream);
    byCredential.add(credential, stream);
  }

  void remove(String credential, OpenStream stream) {
    all.remove(stream);
    byCredential.remove(credential, stream);
  }

  Collection<OpenStream> all() {
    return Collections.unmodifiableSet(all);
  }

  Collection<OpenStream> of(String credential) {
    return byCredential.of(credential);
  }

  /** Those by which a stream is open. */
  Set<String> credentials() {
    return byCredential.keys();
  }
}
