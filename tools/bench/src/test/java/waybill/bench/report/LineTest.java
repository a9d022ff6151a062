package waybill.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import waybill.bench.report.Line.Spot;
import waybill.bench.report.Report.Axis;
import waybill.bench.report.Report.Chart;
import waybill.bench.report.Report.Point;
import waybill.bench.report.Report.Series;

final class LineTest {
  @Test
  void aFewPointsAllStay() {
    var line = drawn(20, x -> x * x);

    assertEquals(20, line.strokes().getFirst().size());
  }

  @Test
  void ofManyPointsTheLowestAndTheHighestOfEachColumnStay() {
    // one of 100,000 stands out, upwards and downwards
    var line = drawn(100_000, x -> x == 50_123 ? 1000 : x == 70_456 ? -1000 : 0);

    var spots = line.strokes().getFirst();
    assertTrue(spots.size() <= 2 * 480, () -> spots.size() + " are left");
    assertEquals(0, spots.stream().mapToDouble(Spot::y).min().orElseThrow(), 1e-6);
    assertEquals(Plot.HEIGHT, spots.stream().mapToDouble(Spot::y).max().orElseThrow(), 1e-6);
    assertTrue(ascending(spots));
  }

  @Test
  void whatCannotBeShownLeavesAGap() {
    var line = drawn(50, x -> x == 20 || x == 21 ? Double.NaN : x);

    assertEquals(2, line.hidden());
    assertEquals(List.of(20, 28), line.strokes().stream().map(List::size).toList());
  }

  @Test
  void infiniteIsNotShown() {
    var line = drawn(3, x -> x == 1 ? Double.POSITIVE_INFINITY : x);

    assertEquals(1, line.hidden());
    assertEquals(List.of(1, 1), line.strokes().stream().map(List::size).toList());
  }

  @Test
  void onALogarithmicAxisNothingIsNotShown() {
    var points = List.of(new Point(0, 0), new Point(1, 10), new Point(2, 100));
    var series = new Series("", points);
    var chart = new Chart("", new Axis("", false), new Axis("", true), List.of(series));

    var line = Line.of(series, Plot.of(chart, 0, 480));

    assertEquals(1, line.hidden());
    assertEquals(2, line.strokes().getFirst().size());
  }

  @Test
  void gapsNarrowerThanAColumnDoNotMakeTheDrawingLarge() {
    var line = drawn(100_000, x -> x % 2 == 0 ? Double.NaN : x);

    assertEquals(50_000, line.hidden());
    int spots = line.strokes().stream().mapToInt(List::size).sum();
    assertTrue(spots <= 2 * 480, () -> spots + " are left");
  }

  @Test
  void noPointsAreNoStroke() {
    assertEquals(List.of(), drawn(0, x -> x).strokes());
  }

  private static Line drawn(int points, DoubleUnaryOperator y) {
    var series = new Series("", Samples.line(points, i -> i, y));
    return Line.of(series, Plot.of(Samples.chart(series), 0, 480));
  }

  private static boolean ascending(List<Spot> spots) {
    for (int i = 1; i < spots.size(); i++) {
      if (spots.get(i).x() < spots.get(i - 1).x()) {
        return false;
      }
    }
    return true;
  }
}
