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
import java.util.function.Supplier;

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
    var parsed = parse(token);
    // outside of lenient(): if the keys cannot be read, the token may be good
    var key = parsed.flatMap(it -> it.jwt().keyId()).flatMap(expected.keys());
    return parsed
        .filter(it ->
            key.filter(Signatures::isPublic).filter(known -> isSigned(it, known)).isPresent()
                && isMeantForUs(it.jwt(), expected)
                && isValidAt(it.jwt(), now))
        .map(Parsed::jwt);
  }

  /** Whether a token was good when it was issued, and has expired since. */
  static boolean isExpired(String token, Expected expected, Instant now) {
    return parse(token)
        .map(Parsed::jwt)
        .filter(jwt -> jwt.expirationTime().map(time -> !time.isAfter(now)).orElse(false))
        .flatMap(Jwt::issueTime)
        .filter(issued -> verify(token, expected, issued).isPresent())
        .isPresent();
  }

  /** A token that can be read; nothing it says is to be believed yet. */
  private record Parsed(SignedJwt signed, Jwt jwt) {}

  private static Optional<Parsed> parse(String token) {
    return lenient(() -> {
      var signed = SignedJwt.parseToken(token);
      return new Parsed(signed, signed.getJwt());
    });
  }

  /** Empty on malformed tokens: the library throws many kinds of exception on them. */
  private static <T> Optional<T> lenient(Supplier<T> work) {
    try {
      return Optional.of(work.get());
    } catch (RuntimeException e) {
      return Optional.empty();
    }
  }

  private static boolean isSigned(Parsed token, Jwk key) {
    var signed = token.signed();
    return token.jwt().algorithm().equals(Optional.of(key.algorithm()))
        && token.jwt().headerClaim("crit").isEmpty()
        && lenient(() -> key.verifySignature(signed.getSignedBytes(), signed.getSignature()))
            .orElse(false);
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
