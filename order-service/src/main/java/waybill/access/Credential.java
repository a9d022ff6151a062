package waybill.access;

import java.time.Instant;
import java.util.Optional;

/**
 * What a right was proved by. When it ends, every stream that was opened by it ends.
 *
 * @param key its unique name: {@code session:...}, {@code token:...}, {@code link:...}
 * @param expires when it ends if it is not prolonged
 */
public record Credential(String key, Instant expires) {
  private static final String SESSION = "session:";
  private static final String TOKEN = "token:";
  private static final String LINK = "link:";

  static String session(String id) {
    return SESSION + id;
  }

  /** The session that a key names, if it names one. */
  static Optional<String> sessionId(String key) {
    return rest(SESSION, key);
  }

  /**
   * The account of a token, as it was when the token was issued: neither part of the key has a
   * colon.
   */
  record TokenOf(String username, int generation) {}

  static String token(Account account, String id) {
    return TOKEN + account.username() + ":" + account.generation() + ":" + id;
  }

  /** The account of the token that a key names, if it names one. */
  static Optional<TokenOf> tokenOf(String key) {
    return rest(TOKEN, key)
        .map(rest -> rest.split(":", 3))
        .map(parts -> new TokenOf(parts[0], Integer.parseInt(parts[1])));
  }

  static String link(String id) {
    return LINK + id;
  }

  /** The link that a key names, if it names one. */
  static Optional<String> linkId(String key) {
    return rest(LINK, key);
  }

  private static Optional<String> rest(String kind, String key) {
    return key.startsWith(kind) ? Optional.of(key.substring(kind.length())) : Optional.empty();
  }
}
