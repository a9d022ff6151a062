package waybill;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * Where streams are cut: anywhere but at two places where a client is lost. Between the line of an
 * id and the blank line after it, a client that keeps the id line by line has moved on without the
 * change; and Chromium takes half a head for a whole one. While it cuts it also shortens the pauses
 * that the service asks for, because each cut costs one.
 */
final class RandomCuts {
  private static final Pattern PAUSE = Pattern.compile("(?<=\nretry: )[0-9]+");
  private static final String SHORT_PAUSE = "50";

  private final Random random;
  private final AtomicInteger count = new AtomicInteger();

  RandomCuts(Random random) {
    this.random = random;
  }

  /** How many streams were cut. */
  int count() {
    return count.get();
  }

  /** How many of these bytes to forward; the stream is cut if it is not all of them. */
  synchronized int cut(byte[] bytes, int length) {
    shortenPauses(bytes, length);
    int begin = Math.max(1, bodyBegin(bytes, length));
    if (begin >= length || random.nextInt(4) > 0) {
      return length;
    }
    int at = random.nextInt(begin, length);
    if (bytes[at - 1] == '\n' && bytes[at] == '\n') {
      at++;
    }
    if (at < length) {
      count.incrementAndGet();
    }
    return at;
  }

  private static int bodyBegin(byte[] bytes, int length) {
    var text = new String(bytes, 0, length, ISO_8859_1);
    return text.startsWith("HTTP/1.1 ") ? text.indexOf("\r\n\r\n") + 4 : 0;
  }

  /** In their place, with leading zeros: lengths do not change. */
  private static void shortenPauses(byte[] bytes, int length) {
    var pauses = PAUSE.matcher(new String(bytes, 0, length, ISO_8859_1));
    while (pauses.find()) {
      int width = pauses.end() - pauses.start();
      var digits = "0".repeat(width - SHORT_PAUSE.length()) + SHORT_PAUSE;
      System.arraycopy(digits.getBytes(ISO_8859_1), 0, bytes, pauses.start(), width);
    }
  }
}
