package waybill.order;

import java.util.Optional;
import java.util.regex.Pattern;

/** Names one parcel within its order: {@code S1}, {@code S2}, ... in the order they were packed. */
public record ShipmentId(int number) {
  private static final Pattern SHAPE = Pattern.compile("S([1-9][0-9]{0,3})");

  public ShipmentId {
    if (number < 1) {
      throw new IllegalArgumentException("not a parcel's number: " + number);
    }
  }

  /** Empty when the text cannot be a parcel's id. */
  public static Optional<ShipmentId> parse(String text) {
    var matcher = SHAPE.matcher(text);
    return matcher.matches()
        ? Optional.of(new ShipmentId(Integer.parseInt(matcher.group(1))))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return "S" + number;
  }
}
