package waybill.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import waybill.TestToken;
import waybill.order.CustomerId;

/** Tokens of somebody else's are believed as far as that one was named, and no further. */
final class ExternalIssuerTest {
  private static final String ISSUER = "https://id.example.org";
  private static final byte[] SECRET = new byte[32];
  private static final KeyPair RSA = pair("RSA", 2048);
  private static final KeyPair EC = pair("EC", 256);

  private final Clock clock = new Clock();
  @TempDir Path folder;
  private ExternalIssuer issuer;

  @BeforeEach
  void open() throws IOException {
    publish(List.of(rsa("r"), ec("e"), oct("o")));
    issuer =
        new ExternalIssuer(
            new AccessSettings.Issuer(ISSUER, "waybill", folder.resolve("keys.json").toUri()),
            clock);
  }

  private static KeyPair pair(String algorithm, int bits) {
    try {
      var generator = KeyPairGenerator.getInstance(algorithm);
      generator.initialize(bits);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private void publish(List<Map<String, String>> keys) throws IOException {
    new ObjectMapper().writeValue(folder.resolve("keys.json").toFile(), Map.of("keys", keys));
  }

  private static Map<String, String> rsa(String id) {
    var key = (RSAPublicKey) RSA.getPublic();
    return Map.of(
        "kty",
        "RSA",
        "kid",
        id,
        "n",
        number(key.getModulus()),
        "e",
        number(key.getPublicExponent()));
  }

  private static Map<String, String> ec(String id) {
    var point = ((ECPublicKey) EC.getPublic()).getW();
    return Map.of(
        "kty",
        "EC",
        "kid",
        id,
        "crv",
        "P-256",
        "x",
        coordinate(point.getAffineX()),
        "y",
        coordinate(point.getAffineY()));
  }

  private static Map<String, String> oct(String id) {
    return Map.of("kty", "oct", "kid", id, "alg", "HS256", "k", TestToken.base64(SECRET));
  }

  private static String number(BigInteger number) {
    var bytes = number.toByteArray();
    return TestToken.base64(bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
  }

  /** Always 32 bytes (RFC 7518, section 6.2.1.2). */
  private static String coordinate(BigInteger number) {
    var bytes = number.toByteArray();
    var padded = new byte[32];
    int length = Math.min(32, bytes.length);
    System.arraycopy(bytes, bytes.length - length, padded, 32 - length, length);
    return TestToken.base64(padded);
  }

  private TestToken valid(String algorithm, String key) {
    return TestToken.valid(algorithm, key, ISSUER, "mary", clock.instant());
  }

  private static String byRsa(TestToken token) {
    return token.with(token.signature("SHA256withRSA", RSA.getPrivate()));
  }

  @Test
  void itsStaffAndItsCustomersAreWhatItSaysUnderNamesThatAreNotOurs() {
    var staff = byRsa(valid("RS256", "r").claim("role", "staff"));
    var customer =
        valid("ES256", "e").claim("role", "customer").claim("customer", "ada").by(EC.getPrivate());

    assertEquals(Role.STAFF, issuer.find(staff).orElseThrow().role());
    assertEquals("mary@" + ISSUER, issuer.find(staff).orElseThrow().name());
    assertEquals(
        Optional.of(new CustomerId("ada")), issuer.find(customer).orElseThrow().customer());
  }

  @Test
  void whoIsNeitherStaffNorACustomersOwnIsNobody() {
    var token = valid("ES256", "e");
    for (var nobody :
        List.of(
            token,
            token.claim("role", "admin"),
            token.claim("role", List.of("staff")),
            token.claim("role", "STAFF"),
            token.claim("role", "customer"),
            token.claim("role", "customer").claim("customer", ""),
            token.claim("role", "customer").claim("customer", "../ada"),
            token.claim("role", "customer").claim("customer", List.of("ada")),
            token.claim("role", "staff").claim("customer", "ada"),
            token.claim("role", "staff").without("sub"),
            token.claim("role", "staff").claim("iss", "waybill"),
            token.claim("role", "staff").claim("aud", "shop"))) {
      assertTrue(issuer.find(nobody.by(EC.getPrivate())).isEmpty(), nobody::toString);
    }
  }

  @Test
  void aSharedSecretAmongItsKeysSignsNothing() {
    var token = valid("HS256", "o").claim("role", "staff").by(SECRET);

    assertTrue(issuer.find(token).isEmpty());
  }

  @Test
  void aKeySignsWithItsOwnAlgorithmOnly() {
    var staff = valid("ES256", "r").claim("role", "staff");
    var modulus = RSA.getPublic().getEncoded();

    assertTrue(issuer.find(staff.by(EC.getPrivate())).isEmpty());
    assertTrue(issuer.find(staff.head("alg", "HS256").by(modulus)).isEmpty());
    assertTrue(issuer.find(staff.head("alg", "none").with(new byte[0])).isEmpty());
    var longer = staff.head("alg", "RS512");
    assertTrue(
        issuer.find(longer.with(longer.signature("SHA512withRSA", RSA.getPrivate()))).isEmpty());
  }

  @Test
  void aNewKeyIsFoundSoonAndAWithdrawnOneForgotten() throws IOException {
    var byOld = byRsa(valid("RS256", "r").claim("role", "staff").claim("exp", 4_000_000_000L));
    var byNew =
        valid("ES256", "n").claim("role", "staff").claim("exp", 4_000_000_000L).by(EC.getPrivate());
    assertTrue(issuer.find(byOld).isPresent());
    assertTrue(issuer.find(byNew).isEmpty());
    publish(List.of(ec("n")));

    assertTrue(issuer.find(byNew).isEmpty()); // whoever invents ids does not make us read
    clock.pass(Duration.ofSeconds(31));
    assertTrue(issuer.find(byNew).isPresent());
    assertTrue(issuer.find(byOld).isEmpty());
  }

  @Test
  void aWithdrawnKeyIsForgottenAlthoughNobodyAsksForAnother() throws IOException {
    var byOld = byRsa(valid("RS256", "r").claim("role", "staff").claim("exp", 4_000_000_000L));
    assertTrue(issuer.find(byOld).isPresent());
    publish(List.of(ec("n")));

    clock.pass(Duration.ofMinutes(10).plusSeconds(1));

    assertTrue(issuer.find(byOld).isEmpty());
  }

  @Test
  void keysThatCannotBeReadLeaveTheOldOnes() throws IOException {
    var token = byRsa(valid("RS256", "r").claim("role", "staff").claim("exp", 4_000_000_000L));
    assertTrue(issuer.find(token).isPresent());
    Files.writeString(folder.resolve("keys.json"), "{\"keys\":");

    clock.pass(Duration.ofHours(1));

    assertTrue(issuer.find(token).isPresent());
  }
}
