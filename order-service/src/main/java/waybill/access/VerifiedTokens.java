package waybill.access;

import io.helidon.security.jwt.Jwt;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Tokens whose signature was found valid, because checking one costs more than the rest of a
 * request. The same text is not verified again; its expiry is checked each time. The {@value
 * #MAX_TOKENS} used last are kept. Safe for use by many threads.
 */
final class VerifiedTokens {
  private static final int MAX_TOKENS = 1000;

  private final Map<String, Jwt> tokens = new LinkedHashMap<>(16, 0.75f, true);

  /** The token's content, if it was remembered and has not expired. */
  synchronized Optional<Jwt> find(String token, Instant now) {
    return Optional.ofNullable(tokens.get(token))
        .filter(jwt -> jwt.expirationTime().map(time -> time.isAfter(now)).orElse(false));
  }

  synchronized void remember(String token, Jwt jwt) {
    tokens.put(token, jwt);
    if (tokens.size() > MAX_TOKENS) {
      tokens.remove(tokens.keySet().iterator().next());
    }
  }
}
