package waybill.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;

/** Random texts that prove a right. The database keeps only their hashes. */
final class Secret {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
  private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_-]{22,43}");

  private Secret() {}

  /** 256 bits in 43 characters: letters, digits, dashes and underscores. */
  static String ofSession() {
    return random(32);
  }

  /** 128 bits in 22 characters, short enough for a link in a message. */
  static String ofLink() {
    return random(16);
  }

  static String random(int bytes) {
    var random = new byte[bytes];
    RANDOM.nextBytes(random);
    return BASE64.encodeToString(random);
  }

  static boolean isPossible(String text) {
    return SHAPE.matcher(text).matches();
  }

  /** Plain SHA-256: 128 random bits cannot be guessed, so nothing slower is needed. */
  static String hash(String secret) {
    try {
      return BASE64.encodeToString(
          MessageDigest.getInstance("SHA-256").digest(secret.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
