package waybill.access;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import waybill.json.Text;

/**
 * Hashes passwords by Argon2id with 19 MiB, two passes and one lane (OWASP's recommendation of
 * 2024, RFC 9106). A hash keeps a core busy for about 40 ms, so hashes have their own platform
 * threads, at most half as many as there are cores: virtual threads that compute would keep all
 * others waiting. When {@value #MAX_WAITING} hashes wait, more are answered 503.
 */
public final class Passwords {
  /** NIST SP 800-63B asks for at least 8, for 64 to be possible, and for no other rules. */
  public static final String RULE = "must have 8 to 200 characters";

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

  static final int MAX_WAITING = 64;
  static final String THREAD = "waybill-passwords";
  private static final int MAX_THREADS = 2;
  private static final int WAIT_TIMEOUT_SECONDS = 10;

  private final ThreadPoolExecutor threads;

  Passwords() {
    int size = Math.clamp(Runtime.getRuntime().availableProcessors() / 2, 1, MAX_THREADS);
    var queue = new ArrayBlockingQueue<Runnable>(MAX_WAITING);
    var factory = Thread.ofPlatform().daemon().name(THREAD).factory();
    threads = new ThreadPoolExecutor(size, size, 1, TimeUnit.SECONDS, queue, factory);
    threads.allowCoreThreadTimeOut(true);
  }

  /** The password as it is hashed (NIST SP 800-63B), if it is one that may be set. */
  public static Optional<String> acceptable(String password) {
    var normal = Text.password(password);
    int length = normal.codePointCount(0, normal.length());
    return length >= 8 && length <= 200 && !normal.isBlank()
        ? Optional.of(normal)
        : Optional.empty();
  }

  /** The hash in the PHC string format, with a new salt. */
  String hash(String password) {
    return inOwnThread(
        () -> Password.hash(Text.password(password)).addRandomSalt(SALT).with(CURRENT).getResult());
  }

  /** Whether the password has this hash; takes as long without a hash as with one. */
  boolean matches(String password, Optional<String> hash) {
    var kept = hash.orElse(UNMATCHABLE);
    var function = Argon2Function.getInstanceFromHash(kept);
    var normal = Text.password(password);
    boolean same =
        inOwnThread(() ->
            Password.check(normal, kept).with(function)
                // older hashes were made of the password as it was typed
                || (!normal.equals(password) && Password.check(password, kept).with(function)));
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

  private <T> T inOwnThread(Callable<T> work) {
    try {
      var result = threads.submit(work);
      try {
        return result.get(WAIT_TIMEOUT_SECONDS, TimeUnit.SECONDS);
      } finally {
        result.cancel(false);
      }
    } catch (RejectedExecutionException | TimeoutException e) {
      throw AccessProblems.busy().exception();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw AccessProblems.busy().exception();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a password cannot be hashed", e);
    }
  }
}
