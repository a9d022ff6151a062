package waybill.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import waybill.Await;

/**
 * Passwords are hashed with Argon2id, 19 MiB, two passes, one lane (OWASP Password Storage Cheat
 * Sheet), with a random salt of at least 128 bits (NIST SP 800-63B asks for 32).
 */
final class PasswordsTest {
  private static final String PARAMETERS = "$argon2id$v=19$m=19456,t=2,p=1$";
  private static final long MEMORY_OF_A_HASH = 19L * 1024 * 1024;

  private static final String SALT = "c2FsdHNhbHRzYWx0c2FsdA";
  private static final String HASH = "aGFzaGhhc2hoYXNoaGFzaGhhc2hoYXNoaGFzaGhhc2g";

  private final Passwords passwords = new Passwords();

  @Test
  void aHashHasTheRecommendedParametersAndANewSalt() {
    var one = passwords.hash("correct horse");
    var other = passwords.hash("correct horse");

    assertParameters(one);
    assertNotEquals(one, other);
    assertNotEquals(salt(one), salt(other));
  }

  @Test
  void anUnknownNameIsCheckedAgainstAHashWithTheSameParameters() {
    var unmatchable = Passwords.unmatchable();

    assertParameters(unmatchable);
    assertFalse(Passwords.isOutdated(unmatchable));
    assertFalse(passwords.matches("", Optional.of(unmatchable)));
    assertFalse(passwords.matches("", Optional.empty()));
  }

  /** Argon2 needs its memory, so the allocated memory shows that it ran. */
  @Test
  void anUnknownNameCostsAHash() {
    var known = Optional.of(passwords.hash("correct horse"));

    assertTrue(memoryOf(() -> passwords.matches("a guess", known)) >= MEMORY_OF_A_HASH);
    assertTrue(memoryOf(() -> passwords.matches("a guess", Optional.empty())) >= MEMORY_OF_A_HASH);
  }

  @Test
  void aHashWithOtherParametersIsOutdated() {
    var current = PARAMETERS + SALT + "$" + HASH;
    var weaker =
        List.of(
            current.replace("m=19456", "m=19455"),
            current.replace("t=2", "t=1"),
            current.replace("argon2id", "argon2i"),
            current.replace("argon2id", "argon2d"),
            current.replace("v=19", "v=16"),
            PARAMETERS + SALT + "$" + HASH.substring(0, 22));

    assertFalse(Passwords.isOutdated(current));
    assertEquals(weaker, weaker.stream().filter(Passwords::isOutdated).toList());
  }

  @Test
  void aPasswordMatchesItsOwnHashOnly() {
    var hash = passwords.hash("correct horse");

    assertTrue(passwords.matches("correct horse", Optional.of(hash)));
    assertFalse(passwords.matches("correct horsf", Optional.of(hash)));
  }

  /** A letter with an accent is one code point on one keyboard, and two on another. */
  @Test
  void aLetterTypedInPartsIsTheSameLetter() {
    var composed = "p\u00e4ssword";
    var inParts = "pa\u0308ssword";

    assertTrue(passwords.matches(inParts, Optional.of(passwords.hash(composed))));
    assertTrue(passwords.matches(composed, Optional.of(passwords.hash(inParts))));
  }

  @Test
  void anOldHashOfThePasswordAsItWasTypedStillMatches() {
    var typed = "pa\u0308ssword";
    var function = Argon2Function.getInstance(1024, 1, 1, 32, Argon2.ID, 19);
    var old = Password.hash(typed).addRandomSalt(16).with(function).getResult();

    assertTrue(passwords.matches(typed, Optional.of(old)));
    assertFalse(passwords.matches("pa\u0308sswort", Optional.of(old)));
  }

  @Test
  void aPasswordHas8To200CodePoints() {
    for (var good :
        List.of("12345678", "x".repeat(200), "\ud83d\udd11".repeat(200), "a\u0308".repeat(200))) {
      assertTrue(Passwords.acceptable(good).isPresent(), good);
    }
    for (var bad :
        List.of(
            "",
            "1234567",
            "x".repeat(201),
            "\ud83d\udd11".repeat(7),
            "a\u0308".repeat(7),
            " ".repeat(9))) {
      assertTrue(Passwords.acceptable(bad).isEmpty(), bad);
    }
  }

  /** Threads of other tests may be there still, but do not run. */
  private static long hashingThreads() {
    var platform = ManagementFactory.getThreadMXBean();
    return Stream.of(platform.getThreadInfo(platform.getAllThreadIds()))
        .filter(thread -> thread != null && thread.getThreadName().equals(Passwords.THREAD))
        .filter(thread -> thread.getThreadState() == Thread.State.RUNNABLE)
        .count();
  }

  /** A virtual thread that computes keeps a carrier from all others. */
  @Test
  void hashesRunInAFewThreadsOfTheirOwnAndTooManyAreRefused() throws InterruptedException {
    var flood = Flood.of(passwords);
    Await.until("many are refused", () -> flood.refused() > 100);
    var hashing = LongStream.range(0, 50).map(_ -> hashingThreads()).summaryStatistics();
    flood.end();

    assertTrue(hashing.getMax() >= 1 && hashing.getMax() <= 2, hashing::toString);
    var hash = passwords.hash("correct horse");
    assertTrue(passwords.matches("correct horse", Optional.of(hash)));
  }

  private static void assertParameters(String hash) {
    assertTrue(hash.startsWith(PARAMETERS), hash);
    assertEquals(16, bytes(salt(hash)));
    assertEquals(32, bytes(hash.split("\\$", -1)[5]));
  }

  private static String salt(String hash) {
    return hash.split("\\$", -1)[4];
  }

  /** The bytes that all threads allocate meanwhile: a hash may run in its own thread. */
  private static long memoryOf(Runnable work) {
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getTotalThreadAllocatedBytes();
    work.run();
    return threads.getTotalThreadAllocatedBytes() - before;
  }

  private static int bytes(String base64) {
    return Base64.getDecoder().decode(base64).length;
  }
}
