package waybill.bench.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.text.NumberFormat;
import java.util.Locale;

/** Numbers as people read them. */
final class Numbers {
  /** Stands where nothing could be measured: a mean of no values is not a number. */
  static final String NONE = "–";

  private static final String[] THOUSANDS = {"", "k", "M", "G", "T"};

  private Numbers() {}

  /** With that many decimals and commas between thousands. */
  static String fixed(double value, int decimals) {
    return Double.isFinite(value) ? grouped(exact(value), decimals) : NONE;
  }

  /** With four digits that count, as in 0.001234 or 12,350. */
  static String brief(double value) {
    if (!Double.isFinite(value)) {
      return NONE;
    }
    var rounded = exact(value).round(new MathContext(4)).stripTrailingZeros();
    return Math.abs(value) < 1e-6 && value != 0
        ? scientific(rounded)
        : grouped(rounded, Math.max(0, rounded.scale()));
  }

  /**
   * For the side of a chart, where room is short: 0.5, 1,500, 20k, 1.5M, 2e-5. No digit is dropped.
   *
   * @param largest of the numbers beside it: a side says 1,500 and 2,000 or 1.5k and 20k
   */
  static String beside(double value, double largest) {
    var exact = exact(value).stripTrailingZeros();
    double size = Math.abs(value);
    if (size != 0 && (size < 0.001 || size >= 1e15)) {
      return scientific(exact);
    }
    if (size < 1000 || largest < 10_000) {
      return grouped(exact, Math.max(0, exact.scale()));
    }
    int thousands = (exact.precision() - exact.scale() - 1) / 3;
    return plain(exact.movePointLeft(3 * thousands)) + THOUSANDS[thousands];
  }

  /** As the shortest decimal that is this double; a whole one has no decimals. */
  static BigDecimal exact(double value) {
    var shortest = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    return shortest.scale() < 0 ? shortest.setScale(0) : shortest;
  }

  private static String grouped(BigDecimal value, int decimals) {
    var format = NumberFormat.getInstance(Locale.ENGLISH);
    format.setRoundingMode(RoundingMode.HALF_UP);
    format.setMinimumFractionDigits(decimals);
    format.setMaximumFractionDigits(decimals);
    // rounded before, for a BigDecimal has no -0.0
    return format.format(value.setScale(decimals, RoundingMode.HALF_UP));
  }

  private static String scientific(BigDecimal value) {
    int exponent = value.precision() - value.scale() - 1;
    return plain(value.movePointLeft(exponent)) + "e" + exponent;
  }

  private static String plain(BigDecimal value) {
    return value.stripTrailingZeros().toPlainString();
  }
}
