package waybill.access;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Hashes passwords by Argon2id with 19 MiB, two passes and one lane (OWASP's recommendation of
 * 2024, RFC 9106). A hash keeps a core busy for about 40 ms, so only as many run at once as there
 * are cores; the others wait.
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

  /** Unknown names are checked against this, so that they take as long as known ones. */
  private static final String UNMATCHABLE = unmatchable();

  private static final int WAIT_TIMEOUT_SECONDS = 5;

  private final Semaphore cores = new Semaphore(Runtime.getRuntime().availableProcessors(), true);

  /** The hash in the PHC string format, with a new salt. */
  String hash(String password) {
    return onFreeCore(() -> Password.hash(password).addRandomSalt(SALT).with(CURRENT).getResult());
  }

  /** Whether the password has this hash; takes as long without a hash as with one. */
  boolean matches(String password, Optional<String> hash) {
    var kept = hash.orElse(UNMATCHABLE);
    boolean same =
        onFreeCore(
            () -> Password.check(password, kept).with(Argon2Function.getInstanceFromHash(kept)));
    return same && hash.isPresent();
  }

  /** Whether the hash was made with other parameters than today's. */
  static boolean isOutdated(String hash) {
    return !Argon2Function.getInstanceFromHash(hash).equals(CURRENT);
  }

  /** A hash of zeros with a salt of zeros; no known password has it, and none would match. */
  static String unmatchable() {
    return "$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s"
        .formatted(VERSION, KIBIBYTES, PASSES, LANES, base64(SALT), base64(LENGTH));
  }

  private static String base64(int zeros) {
    return Base64.getEncoder().withoutPadding().encodeToString(new byte[zeros]);
  }

  private <T> T onFreeCore(Supplier<T> work) {
    try {
      if (!cores.tryAcquire(WAIT_TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        throw new TooManyHashes();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TooManyHashes();
    }
    try {
      return work.get();
    } finally {
      cores.release();
    }
  }

  /** Too many passwords are waiting to be hashed; the client may try again later. */
  public static final class TooManyHashes extends RuntimeException {
    private static final long serialVersionUID = 1;

    TooManyHashes() {
      super("too many passwords are waiting to be hashed");
    }
  }
}
