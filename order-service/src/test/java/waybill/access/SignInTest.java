package waybill.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import waybill.access.SignIn.Answer;
import waybill.log.Database;

/** Sign-in, as far as it cannot be tested from outside. */
final class SignInTest {
  private static final Argon2Function WEAKER =
      Argon2Function.getInstance(1024, 1, 1, 32, Argon2.ID, 19);
  private static final String PASSWORD = "the right one";
  private static final int TRIES = 5;

  private final InstantSource clock = InstantSource.system();
  private final Passwords passwords = new Passwords();
  private Database database;
  private Accounts accounts;
  private SignIn signIn;

  @BeforeEach
  void open(@TempDir Path data) {
    database = Database.open(Database.h2(data), "sa", "", 2);
    accounts = new Accounts(database, passwords, clock);
    signIn = new SignIn(accounts, database, passwords, clock);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private Account account(String name, String hash) {
    accounts.add(new Account(name, hash, Role.STAFF, Optional.empty(), 1, false), false);
    return accounts.find(name).orElseThrow();
  }

  private Answer check(String name, String password, String address) {
    return signIn.check(new SignIn.Claim(name, password, address, Optional.empty()));
  }

  private static String weak(String password) {
    return Password.hash(password).addRandomSalt(16).with(WEAKER).getResult();
  }

  @Test
  void anOutdatedHashIsRenewedAtTheNextSignIn() {
    var old = account("ada", weak(PASSWORD));

    assertTrue(check("ada", "a wrong one", "a") instanceof Answer.Wrong);
    assertEquals(old, accounts.find("ada").orElseThrow());
    assertTrue(check("ada", PASSWORD, "a") instanceof Answer.Welcome);

    var now = accounts.find("ada").orElseThrow();
    assertTrue(now.passwordHash().startsWith("$argon2id$v=19$m=19456,t=2,p=1$"));
    assertEquals(old.generation(), now.generation());
    assertTrue(check("ada", PASSWORD, "a") instanceof Answer.Welcome);
    assertEquals(now, accounts.find("ada").orElseThrow());
  }

  @Test
  void renewingAHashDoesNotUndoANewPassword() {
    var read = account("ada", weak(PASSWORD));
    accounts.changePassword("ada", "another one");

    accounts.rehash(read, PASSWORD);

    assertTrue(check("ada", PASSWORD, "a") instanceof Answer.Wrong);
    assertTrue(check("ada", "another one", "a") instanceof Answer.Welcome);
  }

  @Test
  void noSessionIsOpenedWithAPasswordThatWasChangedMeanwhile() {
    var day = new AccessSettings.Lifetime(Duration.ofDays(1), Duration.ofDays(1));
    var settings = new AccessSettings(day, day, Duration.ofHours(1), Optional.empty());
    var sessions = new Sessions(database, settings, clock);
    var read = account("ada", weak(PASSWORD));
    assertTrue(sessions.open(read).isPresent());

    accounts.changePassword("ada", "another one");

    assertTrue(sessions.open(read).isEmpty());
    assertTrue(sessions.open(accounts.find("ada").orElseThrow()).isPresent());
  }

  /** In processor time, so that other work on this machine does not matter. */
  @Test
  void anUnknownNameCostsAsMuchAsAWrongPassword() {
    account("ada", passwords.hash(PASSWORD));
    account("gone", weak(PASSWORD));
    accounts.disable("gone");
    var wrong = new ArrayList<Long>();
    var unknown = new ArrayList<Long>();
    var disabled = new ArrayList<Long>();

    for (int i = 0; i < TRIES; i++) {
      wrong.add(cost("ada", "address " + i));
      unknown.add(cost("nobody", "address " + i));
      disabled.add(cost("gone", "address " + i));
    }

    assertTrue(median(wrong) > 5_000, "microseconds: " + wrong);
    assertTrue(median(unknown) > 0.6 * median(wrong), unknown + " for " + wrong);
    assertTrue(median(disabled) > 0.6 * median(wrong), disabled + " for " + wrong);
    assertTrue(median(wrong) > 0.6 * median(unknown), wrong + " for " + unknown);
  }

  private long cost(String name, String address) {
    var threads = ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadCpuTime();
    assertTrue(check(name, "a guess", address) instanceof Answer.Wrong);
    return (threads.getCurrentThreadCpuTime() - before) / 1_000;
  }

  private static long median(List<Long> all) {
    return all.stream().sorted().skip(TRIES / 2).findFirst().orElseThrow();
  }

  @Test
  void aDeviceIsKnownForItsAccountOnly() {
    // a clock that stands still: no pause ends while a slow machine works
    signIn = new SignIn(accounts, database, passwords, new Clock());
    var ada = account("ada", weak(PASSWORD));
    account("eve", weak(PASSWORD));
    var device = signIn.remember(ada, Optional.empty());

    for (int i = 0; i < LoginThrottle.FREE_FAILURES; i++) {
      check("ada", "a guess", "shared address");
    }

    assertTrue(check("ada", PASSWORD, "shared address") instanceof Answer.TooMany);
    assertTrue(claim("ada", device) instanceof Answer.Welcome);
    assertTrue(claim("eve", device) instanceof Answer.TooMany);
    assertTrue(claim("ada", Optional.of("x".repeat(43))) instanceof Answer.TooMany);
    assertFalse(signIn.remember(ada, Optional.of("x".repeat(43))).isEmpty());
    assertTrue(signIn.remember(ada, device).isEmpty());
  }

  private Answer claim(String name, Optional<String> device) {
    return signIn.check(new SignIn.Claim(name, PASSWORD, "shared address", device));
  }
}
