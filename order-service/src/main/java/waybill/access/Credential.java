package waybill.access;

import java.time.Instant;
import java.util.Optional;

/**
 * What a right was proved by. When it ends, every stream that was opened by it ends.
 *
 * @param key its unique name: {@code session:...}, {@code account:...}, {@code link:...}
 * @param expires when it ends if it is not prolonged
 */
public record Credential(String key, Instant expires) {
  private static final String SESSION = "session:";

  static String session(String id) {
    return SESSION + id;
  }

  /** The session that a key names, if it names one. */
  static Optional<String> sessionId(String key) {
    return key.startsWith(SESSION)
        ? Optional.of(key.substring(SESSION.length()))
        : Optional.empty();
  }

  static String account(String username) {
    return "account:" + username;
  }

  static String link(String id) {
    return "link:" + id;
  }
}
