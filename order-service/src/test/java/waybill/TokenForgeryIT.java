package waybill;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import waybill.access.InitialAccounts;
import waybill.log.Columns;
import waybill.log.Database;

/** Only the service can make tokens: all others are refused with one and the same answer. */
final class TokenForgeryIT {
  private static final String PATH = "/api/customers";
  private static final String REFUSED = "Bearer realm=\"waybill\", error=\"invalid_token\"";

  private static RunningService service;
  private static TestAccounts accounts;
  private static StoredKey ours;
  private static PrivateKey key;
  private static PrivateKey foreign;

  /** What a thief of the database would have. */
  @SuppressWarnings("ArrayRecordComponent")
  private record StoredKey(String id, byte[] publicKey, byte[] privateKey) {
    static StoredKey read(Database database) {
      return database
          .inTransaction(tx ->
              tx.first(
                  "select id, public_key, private_key from signing_key",
                  row ->
                      new StoredKey(
                          Columns.text(row, "id"),
                          Columns.bytes(row, "public_key"),
                          Columns.bytes(row, "private_key"))))
          .orElseThrow();
    }
  }

  @BeforeAll
  static void start(@TempDir Path data) throws GeneralSecurityException {
    service = RunningService.start(data);
    accounts = new TestAccounts(service);
    ours = StoredKey.read(service.waybill().database());
    key = KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(ours.privateKey()));
    foreign = KeyPairGenerator.getInstance("EC").generateKeyPair().getPrivate();
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  private static TestToken valid() {
    return TestToken.valid("ES256", ours.id(), "waybill", InitialAccounts.ADMIN, Instant.now())
        .claim("role", "staff")
        .claim("gen", 1);
  }

  /** Without this test, all tokens below might be refused for the wrong reason. */
  @Test
  void aValidTokenByOurKeyIsAccepted() {
    assertEquals(200, get("Bearer " + valid().by(key)).statusCode());
    assertEquals(200, get("bearer  " + valid().by(key)).statusCode());
  }

  @TestFactory
  Stream<DynamicTest> aTokenWithOneDefectIsRefused() {
    var all = new LinkedHashMap<String, String>();
    all.putAll(wronglySigned());
    all.putAll(wrongClaims());
    all.putAll(malformed());
    return all.entrySet().stream()
        .map(forged ->
            DynamicTest.dynamicTest(
                forged.getKey(), () -> assertRefused(get("Bearer " + forged.getValue()))));
  }

  private static Map<String, String> wronglySigned() {
    var pem = "-----BEGIN PUBLIC KEY-----\n" + Base64.getEncoder().encodeToString(ours.publicKey());
    var all = new LinkedHashMap<String, String>();
    for (var none : List.of("none", "None", "NONE", "nOnE", "")) {
      all.put("no signature: " + none, valid().head("alg", none).with(new byte[0]));
      all.put("a needless signature: " + none, valid().head("alg", none).by(key));
    }
    all.put("no signature, but ES256", valid().with(new byte[0]));
    all.put("HS256 by the public key", valid().head("alg", "HS256").by(ours.publicKey()));
    all.put("HS256 by its PEM", valid().head("alg", "HS256").by(pem.getBytes(US_ASCII)));
    all.put("another key", valid().by(foreign));
    all.put("another key of its own id", valid().head("kid", "mine").by(foreign));
    all.put("another key, sent along", valid().head("jwk", Map.of("kty", "EC")).by(foreign));
    all.put("our key under another id", valid().head("kid", "mine").by(key));
    all.put("another algorithm", valid().head("alg", "ES384").by(key));
    all.put("an extension that we must know", valid().head("crit", List.of("exp")).by(key));
    all.put("zeros", valid().with(new byte[64])); // CVE-2022-21449
    all.put("DER", valid().with(valid().signature("SHA256withECDSA", key)));
    all.put("half a signature", valid().with(new byte[32]));
    all.put("other claims", spliced(valid().claim("sub", "other"), 1));
    all.put("another header", spliced(valid().head("typ", "at+jwt"), 0));
    all.put("another's signature", spliced(valid().claim("sub", "other"), 2));
    return all;
  }

  /** A good token with one part of another one. */
  private static String spliced(TestToken other, int part) {
    var parts = valid().by(key).split("\\.", 3);
    parts[part] = other.by(key).split("\\.", 3)[part];
    return String.join(".", parts);
  }

  private static Map<String, String> wrongClaims() {
    long now = Instant.now().getEpochSecond();
    var wrong = new LinkedHashMap<String, TestToken>();
    for (var claim : List.of("iss", "aud", "sub", "iat", "exp", "gen")) {
      wrong.put("no " + claim, valid().without(claim));
    }
    wrong.put("another issuer", valid().claim("iss", "waybill.example"));
    wrong.put("another audience", valid().claim("aud", List.of("shop")));
    wrong.put("nobody's", valid().claim("sub", "nobody"));
    wrong.put("of an older password", valid().claim("gen", 0));
    wrong.put("of a password to come", valid().claim("gen", 2));
    wrong.put("lasts longer than ours", valid().claim("exp", now + 7200));
    wrong.put("expires in words", valid().claim("exp", "tomorrow"));
    wrong.put("issued in the future", valid().claim("iat", now + 60));
    wrong.put("not yet good", valid().claim("nbf", now + 60));
    var all = new LinkedHashMap<String, String>();
    wrong.forEach((name, forgery) -> all.put(name, forgery.by(key)));
    return all;
  }

  private static Map<String, String> malformed() {
    var deep = TestToken.base64(("{\"a\":" + "[".repeat(4_500)).getBytes(US_ASCII));
    var huge = TestToken.base64("{\"alg\":\"ES256\",\"exp\":1e999999999}".getBytes(US_ASCII));
    var all = new LinkedHashMap<String, String>();
    for (var text : List.of("", ".", "..", "...", "a", "a.b", "a.b.c", "e30.e30.e30", "\u00e9")) {
      all.put("'" + text + "'", text);
    }
    for (int size : new int[] {100, 1_000, 12_000}) {
      all.put(size + " letters", "a".repeat(size));
      all.put(size + " dots", ".".repeat(size));
    }
    all.put("a deep header", deep + "." + deep + ".AAAA");
    all.put("a huge number", huge + "." + huge + ".AAAA");
    all.put("a fourth part", valid().by(key) + ".AAAA");
    all.put("two in one", valid().by(key) + ", " + valid().by(key));
    return all;
  }

  @Test
  void aTokenIsAcceptedOnlyInTheAuthorizationHeader() {
    var good = valid().by(key);

    ResponseAssertions.problem(401, "unauthorized", nobody(PATH + "?access_token=" + good));
    ResponseAssertions.problem(401, "unauthorized", nobody(PATH + "?token=" + good));
    for (var cookie : List.of("waybill_session", "waybill_guest", "Authorization", "token")) {
      ResponseAssertions.problem(
          401, "unauthorized", service.get(PATH, "Cookie", cookie + "=" + good));
    }
    for (var scheme : List.of("Basic ", "Token ", "Bearer", "", "JWT ")) {
      var answer = get(scheme + good);
      ResponseAssertions.problem(401, "unauthorized", answer);
      assertEquals(
          "Bearer realm=\"waybill\"", ResponseAssertions.header(answer, "WWW-Authenticate"));
    }
  }

  /** A proxy in front may ask for a password of its own, which the browser then sends to us. */
  @Test
  void anAuthorizationOfAnotherSchemeIsNotForUs() {
    accounts.staff("behind");
    var session = accounts.session("behind");

    for (var scheme : List.of("Basic YTpi", "Digest username=\"a\"", "Negotiate x", "bearing x")) {
      var answer = service.get(PATH, "Cookie", session, "Authorization", scheme);
      assertEquals(200, answer.statusCode(), scheme);
    }
    assertRefused(service.get(PATH, "Cookie", session, "Authorization", "bEARER x"));
    assertRefused(service.get(PATH, "Cookie", session, "Authorization", "Bearer"));
  }

  @Test
  void anExpiredTokenIsToldSo() {
    var now = Instant.now();
    var expired =
        valid().claim("iat", now.getEpochSecond() - 60).claim("exp", now.getEpochSecond());

    var answer = get("Bearer " + expired.by(key));
    var forged = get("Bearer " + valid().by(foreign));

    assertEquals(REFUSED, ResponseAssertions.header(answer, "WWW-Authenticate"));
    ResponseAssertions.problem(401, "unauthorized", answer);
    assertTrue(RunningService.json(answer).get("detail").textValue().contains("expired"));
    assertFalse(RunningService.json(forged).get("detail").textValue().contains("expired"));
  }

  /** A proxy in front might have looked at the other one. */
  @Test
  void twoTokensAreRefused() {
    var good = "Authorization: Bearer " + valid().by(key);
    var bad = "Authorization: Bearer " + valid().by(foreign);

    for (var lines : List.of(List.of(good, bad), List.of(bad, good), List.of(good, good))) {
      try (var connection = RawHttp.connect(service.port())) {
        var answer = connection.ask("GET " + PATH, lines.toArray(String[]::new));

        ResponseAssertions.problem(401, "unauthorized", answer);
      }
    }
  }

  @Test
  void aGoodCookieDoesNotHelpABadToken() {
    accounts.staff("both");
    var session = accounts.session("both");

    assertRefused(service.get(PATH, "Cookie", session, "Authorization", "Bearer a.b.c"));
    assertEquals(200, service.get(PATH, "Cookie", session).statusCode());
  }

  @Test
  void aDisabledAccountOrANewPasswordVoidsTheTokenAtOnce() {
    accounts.staff("leaver");
    accounts.staff("changer");
    var leaver = accounts.token("leaver");
    var changer = accounts.token("changer");
    assertEquals(200, get(leaver).statusCode());
    assertEquals(200, get(changer).statusCode());

    service.send("DELETE", "/api/accounts/leaver", "");
    service.send("PUT", "/api/accounts/changer/password", "{\"password\":\"something new\"}");

    assertRefused(get(leaver));
    assertRefused(get(changer));
  }

  private static HttpResponse<String> get(String authorization) {
    return service.get(PATH, "Authorization", authorization);
  }

  private static HttpResponse<String> nobody(String path) {
    return service.get(path, RunningService.ANONYMOUS, "");
  }

  private static void assertRefused(HttpResponse<String> answer) {
    ResponseAssertions.problem(401, "unauthorized", answer);
    assertEquals(REFUSED, ResponseAssertions.header(answer, "WWW-Authenticate"));
    assertEquals(get("Bearer x").body(), answer.body());
    assertTrue(answer.headers().firstValue("Set-Cookie").isEmpty());
  }
}
