package waybill.bench.scenario;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import waybill.bench.report.Report.Point;

/** When a value that is read four times a minute counts as grown in half an hour. */
final class GrowthCheckTest {
  private static final double HALF_AN_HOUR = 1800;

  @Test
  void aConstantValueHasNotGrown() {
    assertTrue(isFlat(_ -> 300));
    assertTrue(isFlat(second -> 300 + 3 * Math.sin(second)));
  }

  @Test
  void growthDuringWarmUpAndLaterShrinkingAreNoLeak() {
    assertTrue(isFlat(second -> second < 500 ? second : 500));
    assertTrue(isFlat(second -> 3000 - second));
  }

  @Test
  void oneMoreEachMinuteIsALeakAtAnySize() {
    assertFalse(isFlat(second -> 300 + second / 60));
    assertFalse(isFlat(second -> 18_000 + second / 60));
  }

  @Test
  void growthAtTheVeryEndIsALeak() {
    assertFalse(isFlat(second -> second < 1700 ? 300 : 400));
  }

  @Test
  void withoutValuesTheCheckFails() {
    assertFalse(Checks.flat("", List.of(), HALF_AN_HOUR, 5).met());
    assertFalse(isFlat(_ -> Double.NaN));
    assertFalse(isFlat(_ -> 0));
    assertFalse(isFlat(_ -> -5_000));
  }

  @Test
  void withoutValuesInOneThirdTheCheckFails() {
    assertFalse(Checks.flat("", look(_ -> 300, 0, 1100), HALF_AN_HOUR, 5).met());
    assertFalse(Checks.flat("", look(_ -> 300, 1300, HALF_AN_HOUR), HALF_AN_HOUR, 5).met());
  }

  private static boolean isFlat(DoubleUnaryOperator value) {
    return Checks.flat("", look(value, 0, HALF_AN_HOUR), HALF_AN_HOUR, 5).met();
  }

  private static List<Point> look(DoubleUnaryOperator value, double from, double to) {
    var points = new ArrayList<Point>();
    for (double second = from; second < to; second += 15) {
      points.add(new Point(second, value.applyAsDouble(second)));
    }
    return points;
  }
}
