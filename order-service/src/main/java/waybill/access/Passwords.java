package waybill.access;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import waybill.stream.Permits;

/**
 * Argon2id with 19 MiB, two passes and one lane (OWASP's recommendation of 2024, RFC 9106). Each
 * hash keeps a core busy for some 40 ms, so only as many run at once as there are cores; the others
 * wait in line.
 */
public final class Passwords {
  private static final int VERSION = 0x13;
  private static final int KIBIBYTES = 19 * 1024;
  private static final int PASSES = 2;
  private static final int LANES = 1;
  private static final int SALT = 16;
  private static final int LENGTH = 32;

  private static final Argon2Function CURRENT =
      Argon2Function.getInstance(KIBIBYTES, PASSES, LANES, LENGTH, Argon2.ID, VERSION);

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String HASHES = "hashes";
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Permits<String> permits = new Permits<>(Runtime.getRuntime().availableProcessors());

  /** What unknown names are checked against, so that they take as long as known ones. */
  private final String nobodys = ofNobody();

  /** In the PHC string format, with a salt of its own. */
  public String hash(String password) {
    return inLine(() -> Password.hash(password).addRandomSalt(SALT).with(CURRENT).getResult());
  }

  /** Takes as long without a hash as with one. */
  boolean matches(String password, Optional<String> hash) {
    var kept = hash.orElse(nobodys);
    boolean same =
        inLine(() -> Password.check(password, kept).with(Argon2Function.getInstanceFromHash(kept)));
    return same && hash.isPresent();
  }

  /** Whether it was made with other parameters than today's. */
  static boolean isOutdated(String hash) {
    return !Argon2Function.getInstanceFromHash(hash).equals(CURRENT);
  }

  /** A hash without a known password; made up, because a real one delays every start. */
  static String ofNobody() {
    return "$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s"
        .formatted(VERSION, KIBIBYTES, PASSES, LANES, randomBase64(SALT), randomBase64(LENGTH));
  }

  private static String randomBase64(int bytes) {
    var random = new byte[bytes];
    RANDOM.nextBytes(random);
    return Base64.getEncoder().withoutPadding().encodeToString(random);
  }

  private interface Work<T> {
    T run();
  }

  private <T> T inLine(Work<T> work) {
    try {
      if (!permits.tryAcquire(HASHES, PATIENCE)) {
        throw new TooManyHashes();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TooManyHashes();
    }
    try {
      return work.run();
    } finally {
      permits.release(HASHES);
    }
  }

  /** Too many passwords are being checked; trying again later is right. */
  public static final class TooManyHashes extends RuntimeException {
    private static final long serialVersionUID = 1;

    TooManyHashes() {
      super("too many passwords are being checked");
    }
  }
}
