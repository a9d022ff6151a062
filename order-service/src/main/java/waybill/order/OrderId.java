package waybill.order;

import static java.util.regex.Pattern.CASE_INSENSITIVE;

import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * An order's public name, e.g. {@code WB-7K3M9Q2X4T}: safe in URLs, hard to guess, easy to read
 * aloud.
 */
public record OrderId(String value) {
  private static final Pattern SHAPE = Pattern.compile("[0-9A-Z][0-9A-Z-]{0,39}");
  private static final Pattern ANY_CASE = Pattern.compile(SHAPE.pattern(), CASE_INSENSITIVE);
  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"; // Crockford's base 32

  public OrderId {
    if (!SHAPE.matcher(value).matches()) {
      throw new IllegalArgumentException("not an order id: " + value);
    }
  }

  /** Also in small letters. Empty when the text cannot be an id; such an order does not exist. */
  public static Optional<OrderId> parse(String text) {
    return ANY_CASE.matcher(text).matches()
        ? Optional.of(new OrderId(text.toUpperCase(Locale.ROOT)))
        : Optional.empty();
  }

  /** A new id with 50 random bits. */
  public static OrderId random(RandomGenerator random) {
    var id = new StringBuilder("WB-");
    for (int i = 0; i < 10; i++) {
      id.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return new OrderId(id.toString());
  }

  @Override
  public String toString() {
    return value;
  }
}
