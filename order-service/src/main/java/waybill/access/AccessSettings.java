package waybill.access;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * How long rights last, and whom else we believe.
 *
 * @param token life of a token from {@code POST /api/tokens}
 */
public record AccessSettings(
    Lifetime staff, Lifetime customer, Duration token, Optional<Issuer> issuer) {

  /**
   * A session's life.
   *
   * @param idle it ends when it was not used for so long
   * @param life it ends after so long whatever happens
   */
  public record Lifetime(Duration idle, Duration life) {}

  /**
   * An outside issuer of tokens.
   *
   * @param name what its tokens must carry as {@code iss}
   * @param audience what they must carry as {@code aud}
   * @param keys where its JSON Web Key Set is (RFC 7517): a file or an https address
   */
  public record Issuer(String name, String audience, URI keys) {}
}
