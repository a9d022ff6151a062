package waybill.access;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * How long sessions and tokens last, and which other issuer's tokens are accepted.
 *
 * @param token the life of a token from {@code POST /api/tokens}
 */
public record AccessSettings(
    Lifetime staff, Lifetime customer, Duration token, Optional<Issuer> issuer) {

  /**
   * A session's life.
   *
   * @param idle it ends after so long without use
   * @param life it ends after so long even if it is used
   */
  public record Lifetime(Duration idle, Duration life) {}

  /**
   * An outside issuer of tokens.
   *
   * @param name the {@code iss} of its tokens
   * @param audience the {@code aud} of its tokens
   * @param keys where its JSON Web Key Set is (RFC 7517): a file or an https address
   */
  public record Issuer(String name, String audience, URI keys) {}
}
