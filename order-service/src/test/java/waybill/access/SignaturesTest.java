package waybill.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.helidon.security.jwt.jwk.Jwk;
import io.helidon.security.jwt.jwk.JwkEC;
import jakarta.json.Json;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import waybill.TestToken;

/** Which tokens pass the checks, to the second and to the letter. */
final class SignaturesTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final long SECOND = NOW.getEpochSecond();
  private static final KeyPair KEY = key();

  private static KeyPair key() {
    try {
      return KeyPairGenerator.getInstance("EC").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean isGood(Jwk jwk, String token) {
    Map<String, Jwk> keys = Map.of("k", jwk);
    var expected =
        new Signatures.Expected("issuer", "waybill", id -> Optional.ofNullable(keys.get(id)));
    return Signatures.verify(token, expected, NOW).isPresent();
  }

  private static boolean isGood(TestToken token) {
    return isGood(jwk(), token.by(KEY.getPrivate()));
  }

  private static Jwk jwk() {
    return JwkEC.builder()
        .keyId("k")
        .algorithm(JwkEC.ALG_ES256)
        .publicKey((ECPublicKey) KEY.getPublic())
        .build();
  }

  private static TestToken valid() {
    return TestToken.valid("ES256", "k", "issuer", "ada", NOW);
  }

  @Test
  void clocksMayDifferByThirtySecondsExceptForTheExpiry() {
    assertEquals(true, isGood(valid().claim("iat", SECOND + 30).claim("nbf", SECOND + 30)));
    assertEquals(false, isGood(valid().claim("iat", SECOND + 31)));
    assertEquals(false, isGood(valid().claim("nbf", SECOND + 31)));
    assertEquals(true, isGood(valid().claim("exp", SECOND + 1)));
    assertEquals(false, isGood(valid().claim("exp", SECOND)));
  }

  /** Otherwise a client would throw away a good token because of our database. */
  @Test
  void keysThatCannotBeReadAreAFailureAndNoVerdictOnTheToken() {
    var expected =
        new Signatures.Expected(
            "issuer",
            "waybill",
            _ -> {
              throw new IllegalStateException("no database connection");
            });
    var token = valid().by(KEY.getPrivate());

    assertThrows(IllegalStateException.class, () -> Signatures.verify(token, expected, NOW));
    assertEquals(Optional.empty(), Signatures.verify("a.b.c", expected, NOW));
  }

  @Test
  void theAudienceMayBeAListOrASingleText() {
    assertEquals(true, isGood(valid().claim("aud", List.of("shop", "waybill"))));
    assertEquals(true, isGood(valid().claim("aud", "waybill")));
    assertEquals(false, isGood(valid().claim("aud", "waybill2")));
    assertEquals(false, isGood(valid().claim("aud", List.of())));
  }

  @Test
  void aSharedSecretAmongOurKeysIsNotUsed() {
    byte[] secret = new byte[32];
    var octets =
        Jwk.create(
            Json.createObjectBuilder(
                    Map.of("kty", "oct", "kid", "k", "alg", "HS256", "k", TestToken.base64(secret)))
                .build());

    assertEquals(false, isGood(octets, valid().head("alg", "HS256").by(secret)));
  }

  @Test
  void aKeyWithTheAlgorithmNoneIsNotUsed() {
    var careless =
        JwkEC.builder()
            .keyId("k")
            .algorithm(Jwk.ALG_NONE)
            .publicKey((ECPublicKey) KEY.getPublic())
            .build();

    assertEquals(false, isGood(careless, valid().head("alg", "none").with(new byte[0])));
    assertEquals(false, isGood(Jwk.NONE_JWK, valid().head("alg", "none").with(new byte[0])));
  }
}
