package waybill.bench.report;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import waybill.bench.report.Line.Spot;
import waybill.bench.report.Report.Chart;
import waybill.bench.report.Report.Point;

/** The part of a chart where the lines are. */
record Plot(Chart chart, Scale x, Scale y, double left, double top, double right) {
  static final double HEIGHT = 230;

  /** Wide enough for a digit where letters are largest. */
  static final double LETTER = 9.6;

  private static final double AIR = 14;
  private static final int TICKS = 6;

  static Plot of(Chart chart, double top, double width) {
    var y = Scale.upwards(chart.y(), values(chart, Point::y), TICKS);
    double left = 1.3 * AIR + LETTER * longest(y.labels());
    double right = width - 2 * AIR;
    var xs = values(chart, Point::x);
    int most = TICKS + 1;
    var x = Scale.across(chart.x(), xs, most);
    while (most > 2 && !fits(x, right - left)) {
      x = Scale.across(chart.x(), xs, --most);
    }
    return new Plot(chart, x, y, left, top, right);
  }

  boolean shows(Point point) {
    return Scale.shows(chart.x(), point.x()) && Scale.shows(chart.y(), point.y());
  }

  Spot spot(Point point) {
    return new Spot(across(point.x()), down(point.y()));
  }

  double across(double value) {
    return left + x.share(value) * (right - left);
  }

  double down(double value) {
    return bottom() - y.share(value) * HEIGHT;
  }

  double bottom() {
    return top + HEIGHT;
  }

  /** Whether what is written below the plot does not touch. */
  private static boolean fits(Scale x, double width) {
    var labels = x.labels();
    return IntStream.range(1, labels.size())
        .allMatch(i -> {
          double room = (x.share(x.ticks().get(i)) - x.share(x.ticks().get(i - 1))) * width;
          int letters = labels.get(i).length() + labels.get(i - 1).length();
          return room >= LETTER * letters / 2 + AIR;
        });
  }

  private static int longest(List<String> labels) {
    return labels.stream().mapToInt(String::length).max().orElse(0);
  }

  /** Of the points that can be shown. */
  private static double[] values(Chart chart, ToDoubleFunction<Point> value) {
    return chart.series().stream()
        .flatMap(series -> series.points().stream())
        .filter(p -> Scale.shows(chart.x(), p.x()) && Scale.shows(chart.y(), p.y()))
        .mapToDouble(value)
        .toArray();
  }
}
