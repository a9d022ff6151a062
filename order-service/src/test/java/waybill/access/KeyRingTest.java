package waybill.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import waybill.TestToken;
import waybill.log.Database;

/** Keys come and go, and no token that should be good notices. */
final class KeyRingTest {
  private static final Duration LIFE = Duration.ofHours(1);
  private static final Account BOSS =
      new Account("boss", "a hash", Role.STAFF, Optional.empty(), 1, false);

  private final Clock clock = new Clock();
  private Database database;
  private SigningKeys stored;
  private Tokens tokens;

  @BeforeEach
  void open(@TempDir Path data) {
    database = Database.open(Database.h2(data), "sa", "", 2);
    stored = new SigningKeys(database);
    new Accounts(database).add(BOSS, false, clock.instant());
    tokens = node();
  }

  @AfterEach
  void close() {
    database.close();
  }

  /** What another process on the same database would have. */
  private Tokens node() {
    var accounts = new AccountCache(new Accounts(database), System::nanoTime);
    return new Tokens(accounts, new KeyRing(stored, LIFE, clock), LIFE, clock);
  }

  private static String keyOf(String token) {
    return token.substring(0, token.indexOf('.'));
  }

  @Test
  void aTokenOutlivesTheKeyThatSignedItAsASigner() {
    tokens.issue(BOSS);
    clock.pass(KeyRing.SIGNS);
    var lastOfOld = tokens.issue(BOSS);

    clock.pass(Duration.ofMinutes(59));
    var firstOfNew = tokens.issue(BOSS);

    assertNotEquals(keyOf(lastOfOld), keyOf(firstOfNew));
    assertTrue(tokens.find(lastOfOld).isPresent());
    assertTrue(tokens.find(firstOfNew).isPresent());
    clock.pass(Duration.ofMinutes(1));
    assertTrue(tokens.find(lastOfOld).isEmpty());
  }

  @Test
  void aForgottenKeyVerifiesNothingWhateverItsTokenSays() throws GeneralSecurityException {
    tokens.issue(BOSS);
    var old = stored.all().getFirst();
    var key =
        KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(old.privateKey()));
    clock.pass(KeyRing.SIGNS.plusDays(1).plus(LIFE));
    var stolen =
        TestToken.valid("ES256", old.id(), "waybill", "boss", clock.instant()).claim("gen", 1);
    assertTrue(tokens.find(stolen.claim("jti", "1").by(key)).isPresent());

    clock.pass(Duration.ofSeconds(1));
    tokens.issue(BOSS);

    assertTrue(tokens.find(stolen.claim("jti", "2").by(key)).isEmpty());
    assertTrue(node().find(stolen.by(key)).isEmpty());
    assertEquals(1, stored.all().size());
  }

  @Test
  void anotherNodesNewKeyIsFoundWhenItsFirstTokenComes() {
    tokens.issue(BOSS);
    var other = node();
    clock.pass(KeyRing.SIGNS.plusSeconds(1));

    var token = tokens.issue(BOSS);

    assertTrue(other.find(token).isPresent());
  }

  @Test
  void whoeverInventsKeyIdsDoesNotMakeUsAskTheDatabaseEachTime() {
    tokens.issue(BOSS);
    var other = node();
    clock.pass(KeyRing.SIGNS.plusSeconds(1));
    assertTrue(other.find("e30.e30.e30").isEmpty());
    var invented = TestToken.valid("ES256", "invented", "waybill", "boss", clock.instant());
    assertTrue(other.find(invented.with(new byte[64])).isEmpty()); // asks

    var token = tokens.issue(BOSS);

    assertTrue(other.find(token).isEmpty());
    clock.pass(Duration.ofSeconds(6));
    assertTrue(other.find(token).isPresent());
  }
}
