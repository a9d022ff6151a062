package waybill.order;

import static java.util.regex.Pattern.CASE_INSENSITIVE;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Names a customer: lower-case letters, digits and dashes, at most 40. */
public record CustomerId(String value) {
  /** What an id looks like, for messages to people. */
  public static final String SHAPE = "[a-z0-9][a-z0-9-]{0,39}";

  private static final Pattern PATTERN = Pattern.compile(SHAPE);
  private static final Pattern ANY_CASE = Pattern.compile(SHAPE, CASE_INSENSITIVE);

  public CustomerId {
    if (!PATTERN.matcher(value).matches()) {
      throw new IllegalArgumentException("not a customer id: " + value);
    }
  }

  /** Also in capitals. Empty when the text cannot be an id; such a customer does not exist. */
  public static Optional<CustomerId> parse(String text) {
    return ANY_CASE.matcher(text).matches()
        ? Optional.of(new CustomerId(text.toLowerCase(Locale.ROOT)))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return value;
  }
}
