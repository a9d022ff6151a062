package waybill.stream;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A place in a sequence of events, e.g. {@code k3f9-c57}: everything up to and including {@code
 * number} is known. The epoch is made with the database, and the letter says whose sequence it is,
 * so that a cursor of another database or of the other kind of sequence is recognised.
 */
public record Cursor(String epoch, char sequence, long number) {
  private static final Pattern SHAPE =
      Pattern.compile("([0-9a-z]{1,16})-([a-z])(0|[1-9][0-9]{0,17})");

  public Cursor {
    if (number < 0) {
      throw new IllegalArgumentException("not a place in a sequence: " + number);
    }
  }

  /** Empty when the text was never a cursor. */
  public static Optional<Cursor> parse(String text) {
    var matcher = SHAPE.matcher(text);
    return matcher.matches()
        ? Optional.of(
            new Cursor(
                matcher.group(1), matcher.group(2).charAt(0), Long.parseLong(matcher.group(3))))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return epoch + "-" + sequence + number;
  }
}
