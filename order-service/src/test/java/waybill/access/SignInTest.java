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
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import waybill.access.SignIn.Answer;
import waybill.http.ProblemException;
import waybill.log.Database;
import waybill.log.TestDatabase;
import waybill.throttle.Throttle;

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
    database = TestDatabase.open(data, 2);
    accounts = new Accounts(database, passwords, clock);
    signIn = new SignIn(accounts, database, passwords, clock);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private Account account(String name, String hash) {
    accounts.add(new Account(name, hash, Role.STAFF, Optional.empty(), 1, false));
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
    accounts.changePassword("ada", "another one", Optional.empty());

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

    accounts.changePassword("ada", "another one", Optional.empty());

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

    assertTrue(least(wrong) > 5_000, "microseconds: " + wrong);
    assertTrue(least(unknown) > 0.6 * least(wrong), unknown + " for " + wrong);
    assertTrue(least(disabled) > 0.6 * least(wrong), disabled + " for " + wrong);
    assertTrue(least(wrong) > 0.6 * least(unknown), wrong + " for " + unknown);
  }

  private long cost(String name, String address) {
    long before = cpuTime();
    assertTrue(check(name, "a guess", address) instanceof Answer.Wrong);
    return (cpuTime() - before) / 1_000;
  }

  /** Of this thread and of those that hash. */
  private static long cpuTime() {
    var threads = ManagementFactory.getThreadMXBean();
    return threads.getCurrentThreadCpuTime()
        + Stream.of(threads.getThreadInfo(threads.getAllThreadIds()))
            .filter(thread -> thread != null && thread.getThreadName().equals(Passwords.THREAD))
            .mapToLong(thread -> threads.getThreadCpuTime(thread.getThreadId()))
            .sum();
  }

  @Test
  void anAttemptThatCouldNotBeDecidedIsNoFailure() throws InterruptedException {
    // a clock that stands still: what is counted stays counted
    signIn = new SignIn(accounts, database, passwords, new Clock());
    account("ada", weak(PASSWORD));
    var flood = Flood.of(passwords);

    int undecided = 0;
    while (undecided < 3 * Throttle.FREE_FAILURES) {
      try {
        assertTrue(check("ada", PASSWORD, "a") instanceof Answer.Welcome);
      } catch (ProblemException e) {
        assertEquals(503, e.problem().status());
        undecided++;
      }
    }
    flood.end();

    long begun = System.nanoTime();
    assertTrue(check("ada", PASSWORD, "a") instanceof Answer.Welcome);
    assertTrue(System.nanoTime() - begun < 2_000_000_000L);
  }

  @Test
  void aKnownDeviceTakesBackNoFailureThatItDidNotCause() {
    signIn = new SignIn(accounts, database, passwords, new Clock());
    var ada = account("ada", weak(PASSWORD));
    var device = signIn.remember(ada, Optional.empty());
    for (int i = 0; i < Throttle.FREE_FAILURES; i++) {
      check("ada", "a guess", "address " + i);
    }

    for (int i = 0; i < Throttle.FREE_FAILURES; i++) {
      assertTrue(claim("ada", device) instanceof Answer.Welcome);
    }

    long begun = System.nanoTime();
    check("ada", "a guess", "another address");
    assertTrue(System.nanoTime() - begun >= 500_000_000L, "the next guess is delayed");
  }

  /** Other work on this machine only adds to it. */
  private static long least(List<Long> all) {
    return all.stream().min(Long::compare).orElseThrow();
  }

  @Test
  void aDeviceIsKnownForItsAccountOnly() {
    // a clock that stands still: no pause ends while a slow machine works
    signIn = new SignIn(accounts, database, passwords, new Clock());
    var ada = account("ada", weak(PASSWORD));
    account("eve", weak(PASSWORD));
    var device = signIn.remember(ada, Optional.empty());

    for (int i = 0; i < Throttle.FREE_FAILURES; i++) {
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
