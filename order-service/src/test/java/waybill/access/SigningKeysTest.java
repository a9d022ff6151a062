package waybill.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import waybill.TestToken;
import waybill.log.Database;
import waybill.log.OnBothDatabases;
import waybill.log.TestDatabase;

/** Keys are replaced, and every token stays valid for its whole life. */
@OnBothDatabases
final class SigningKeysTest {
  private static final Duration LIFE = Duration.ofHours(1);
  private static final Account BOSS =
      new Account("boss", "a hash", Role.STAFF, Optional.empty(), 1, false);

  private final Clock clock = new Clock();
  private Database database;
  private Tokens tokens;

  @BeforeEach
  void open(@TempDir Path data) {
    database = TestDatabase.open(data, 2);
    accounts().add(BOSS);
    tokens = node();
  }

  @AfterEach
  void close() {
    database.close();
  }

  private Accounts accounts() {
    return new Accounts(database, new Passwords(), clock);
  }

  private SigningKeys keys() {
    return new SigningKeys(database, LIFE, clock);
  }

  /** The tokens of another process on the same database. */
  private Tokens node() {
    return new Tokens(new AccountCache(accounts(), System::nanoTime), keys(), LIFE, clock);
  }

  private int storedKeys() {
    return database.inTransaction(tx -> tx.list("select id from signing_key", _ -> true)).size();
  }

  private static String keyOf(String token) {
    return token.substring(0, token.indexOf('.'));
  }

  @Test
  void aTokenStaysValidWhenItsKeyIsReplaced() {
    tokens.issue(BOSS);
    clock.pass(SigningKeys.SIGNING_PERIOD);
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
  void aRemovedKeyVerifiesNoTokenThatItSigned() {
    tokens.issue(BOSS);
    var old = keys().current();
    var key = old.privateKey().orElseThrow();
    clock.pass(SigningKeys.SIGNING_PERIOD.plusDays(1).plus(LIFE));
    var stolen =
        TestToken.valid("ES256", old.keyId(), "waybill", "boss", clock.instant()).claim("gen", 1);
    assertTrue(tokens.find(stolen.claim("jti", "1").by(key)).isPresent());

    clock.pass(Duration.ofSeconds(1));
    tokens.issue(BOSS);

    assertTrue(tokens.find(stolen.claim("jti", "2").by(key)).isEmpty());
    assertTrue(node().find(stolen.by(key)).isEmpty());
    assertEquals(1, storedKeys());
  }

  @Test
  void aNewKeyOfAnotherNodeIsFoundWithItsFirstToken() {
    tokens.issue(BOSS);
    var other = node();
    clock.pass(SigningKeys.SIGNING_PERIOD.plusSeconds(1));

    var token = tokens.issue(BOSS);

    assertTrue(other.find(token).isPresent());
  }

  @Test
  void inventedKeyIdsDoNotCauseAQueryEach() {
    tokens.issue(BOSS);
    var other = node();
    clock.pass(SigningKeys.SIGNING_PERIOD.plusSeconds(1));
    assertTrue(other.find("e30.e30.e30").isEmpty());
    var invented = TestToken.valid("ES256", "invented", "waybill", "boss", clock.instant());
    assertTrue(other.find(invented.with(new byte[64])).isEmpty()); // queries

    var token = tokens.issue(BOSS);

    assertTrue(other.find(token).isEmpty());
    clock.pass(Duration.ofSeconds(6));
    assertTrue(other.find(token).isPresent());
  }
}
