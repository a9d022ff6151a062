package waybill.bench.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.NumberFormat;
import java.util.Locale;

/** Numbers as people read them. */
final class Numbers {
  /** Stands for a value that is not finite, such as the mean of no values. */
  private static final String NOT_MEASURED = "–";

  private Numbers() {}

  /** With that many decimals, and commas between thousands. */
  static String fixed(double value, int decimals) {
    if (!Double.isFinite(value)) {
      return NOT_MEASURED;
    }
    var format = NumberFormat.getInstance(Locale.ENGLISH);
    format.setMinimumFractionDigits(decimals);
    format.setMaximumFractionDigits(decimals);
    // A BigDecimal rounds what is written (0.25 to 0.3), and has no -0.0.
    return format.format(BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_UP));
  }
}
