package waybill.access;

import io.helidon.security.jwt.Jwt;
import io.helidon.security.jwt.SignedJwt;
import io.helidon.security.jwt.jwk.Jwk;
import io.helidon.security.jwt.jwk.JwkOctet;
import jakarta.json.JsonString;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * Checks a token before anything it says is believed (RFC 7515, RFC 8725): it must be signed by a
 * public key that we hold under its key id, with the algorithm of that key and no other; it must be
 * from the expected issuer, for us, and valid now.
 */
final class Signatures {
  /** The clocks of two machines may differ by so much. */
  static final Duration MAX_CLOCK_SKEW = Duration.ofSeconds(30);

  private Signatures() {}

  /**
   * What a token must say, and where its key is found.
   *
   * @param keys finds the public key of an id
   */
  record Expected(String issuer, String audience, Function<String, Optional<Jwk>> keys) {}

  /** Empty if anything is wrong, so that a forger does not learn what. */
  static Optional<Jwt> verify(String token, Expected expected, Instant now) {
    try {
      var signed = SignedJwt.parseToken(token);
      var jwt = signed.getJwt();
      return isSigned(signed, jwt, expected.keys())
              && isMeantForUs(jwt, expected)
              && isValidAt(jwt, now)
          ? Optional.of(jwt)
          : Optional.empty();
    } catch (RuntimeException e) {
      // the parser throws many kinds of exception on malformed tokens
      return Optional.empty();
    }
  }

  private static boolean isSigned(SignedJwt signed, Jwt jwt, Function<String, Optional<Jwk>> keys) {
    var key = jwt.keyId().flatMap(keys).filter(Signatures::isPublic);
    return key.isPresent()
        && jwt.algorithm().equals(Optional.of(key.get().algorithm()))
        && jwt.headerClaim("crit").isEmpty()
        && key.get().verifySignature(signed.getSignedBytes(), signed.getSignature());
  }

  /** With a shared secret every verifier can sign; with "none" every client can. */
  private static boolean isPublic(Jwk key) {
    return !(key instanceof JwkOctet) && !key.algorithm().equals(Jwk.ALG_NONE);
  }

  private static boolean isMeantForUs(Jwt jwt, Expected expected) {
    return jwt.issuer().equals(Optional.of(expected.issuer()))
        && jwt.audience().map(all -> all.contains(expected.audience())).orElse(false);
  }

  private static boolean isValidAt(Jwt jwt, Instant now) {
    return jwt.expirationTime().map(time -> time.isAfter(now)).orElse(false)
        && jwt.issueTime().map(time -> !time.isAfter(now.plus(MAX_CLOCK_SKEW))).orElse(false)
        && jwt.notBefore().map(time -> !time.isAfter(now.plus(MAX_CLOCK_SKEW))).orElse(true);
  }

  /** The value of a claim, if it is a text. */
  static Optional<String> text(Jwt jwt, String claim) {
    return jwt.payloadClaim(claim)
        .filter(JsonString.class::isInstance)
        .map(value -> ((JsonString) value).getString());
  }
}
