package waybill.bench.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.stream.Collectors;
import waybill.bench.report.Line.Spot;

/**
 * What tells one line from the others, for eyes that see colours and for those that do not.
 *
 * @param colour a class of chart.css
 * @param dashes a class of chart.css
 * @param mark the outline around a point, drawn from there
 */
record Look(String colour, String dashes, String mark) {
  private static final int COLOURS = 6;
  private static final int DASHES = 5;

  private static final List<String> MARKS =
      List.of(
          "m-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0z",
          "m-4-4h8v8h-8z",
          "m0-5l5 9h-10z",
          "m0-5.5l5.5 5.5l-5.5 5.5l-5.5-5.5z",
          "m-4-4l8 8m0-8l-8 8",
          "m0 5l5-9h-10z");

  /** Thirty lines differ even without colour; who draws more has no chart but a carpet. */
  static Look of(int index) {
    return new Look(
        "colour-" + (index % COLOURS + 1),
        "dashes-" + (index % DASHES + 1),
        MARKS.get(index % MARKS.size()));
  }

  /** The path of all these marks. */
  String marks(List<Spot> spots) {
    return spots.stream()
        .map(spot -> begin(spot.x(), spot.y()) + mark)
        .collect(Collectors.joining());
  }

  /** Where a path begins. */
  static String begin(double x, double y) {
    return "M" + at(x) + " " + at(y);
  }

  /** A tenth of a unit is less than a pixel. */
  static String at(double place) {
    return BigDecimal.valueOf(place)
        .setScale(1, RoundingMode.HALF_UP)
        .stripTrailingZeros()
        .toPlainString();
  }
}
