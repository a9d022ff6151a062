package waybill.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import waybill.bench.report.Report.Axis;

final class ScaleTest {
  private static final Axis LINEAR = new Axis("", false);
  private static final Axis LOGARITHMIC = new Axis("", true);

  @Test
  void heightsBeginWithNothingAndEndAtATick() {
    var scale = Scale.upwards(LINEAR, new double[] {480, 503}, 6);

    assertEquals(List.of("0", "200", "400", "600"), scale.labels());
    assertEquals(0, scale.from());
    assertEquals(600, scale.to());
  }

  @Test
  void negativeHeightsGoBelowNothing() {
    var scale = Scale.upwards(LINEAR, new double[] {-0.3, 0.5}, 6);

    assertEquals(List.of("-0.4", "-0.2", "0", "0.2", "0.4", "0.6"), scale.labels());
  }

  @Test
  void theAxisAcrossIsAsLongAsTheMeasurement() {
    var scale = Scale.across(LINEAR, new double[] {0, 1_800}, 6);

    assertEquals(List.of("0", "500", "1,000", "1,500"), scale.labels());
    assertEquals(1_800, scale.to());
  }

  @Test
  void onALogarithmicAxisADecadeTakesTheSameRoomEverywhere() {
    var scale = Scale.upwards(LOGARITHMIC, new double[] {0.3, 800}, 6);

    assertEquals(List.of("0.1", "1", "10", "100", "1,000"), scale.labels());
    assertEquals(0.25, scale.share(1), 1e-12);
    assertEquals(0.5, scale.share(10), 1e-12);
    assertEquals(0.75, scale.share(100), 1e-12);
  }

  @Test
  void aShortLogarithmicAxisHasTicksWithinADecade() {
    assertEquals(
        List.of("1", "2", "5", "10"), Scale.upwards(LOGARITHMIC, new double[] {2, 8}, 6).labels());
    assertEquals(
        List.of("120", "140", "160", "180"),
        Scale.across(LOGARITHMIC, new double[] {110, 190}, 6).labels());
  }

  @Test
  void aLongLogarithmicAxisLeavesDecadesOut() {
    var scale = Scale.upwards(LOGARITHMIC, new double[] {1e-6, 1e6}, 6);

    assertEquals(List.of("1e-6", "0.001", "1", "1k", "1M"), scale.labels());
  }

  @Test
  void oneValueLiesInTheMiddle() {
    assertEquals(0.5, Scale.across(LINEAR, new double[] {42, 42}, 6).share(42), 1e-9);
    assertEquals(0.5, Scale.across(LINEAR, new double[] {0}, 6).share(0), 1e-9);
    assertEquals(0.5, Scale.across(LOGARITHMIC, new double[] {42}, 6).share(42), 1e-9);
    assertEquals(0.5, Scale.across(LINEAR, new double[] {1e15, 1e15 + 1}, 6).share(1e15), 1e-9);
  }

  @Test
  void whatHasNoPlaceIsNotShown() {
    assertFalse(Scale.shows(LINEAR, Double.NaN));
    assertFalse(Scale.shows(LINEAR, Double.POSITIVE_INFINITY));
    assertFalse(Scale.shows(LINEAR, Double.MAX_VALUE));
    assertFalse(Scale.shows(LOGARITHMIC, 0));
    assertFalse(Scale.shows(LOGARITHMIC, -1));
    assertTrue(Scale.shows(LINEAR, -1));
    assertTrue(Scale.shows(LINEAR, 0));
  }

  @Test
  void whateverIsMeasuredLiesInsideAndTheTicksAreFewAndDiffer() {
    var random = new Random(7);
    for (int i = 0; i < 5_000; i++) {
      double low = Math.pow(10, random.nextInt(-90, 90)) * random.nextDouble(1, 10);
      double high = low * (1 + Math.pow(10, random.nextInt(-12, 6)));
      double[] values = {random.nextBoolean() ? low : -low, high};
      double[] positive = {low, high};
      int most = random.nextInt(5, 8);

      check(Scale.across(LINEAR, values, most), values, most);
      check(Scale.upwards(LINEAR, values, most), values, most + 1);
      check(Scale.across(LOGARITHMIC, positive, most), positive, most);
      check(Scale.upwards(LOGARITHMIC, positive, most), positive, most);
    }
  }

  private static void check(Scale scale, double[] values, int most) {
    for (double value : values) {
      double share = scale.share(value);
      assertTrue(share >= -1e-6 && share <= 1 + 1e-6, () -> value + " in " + scale);
    }
    assertTrue(scale.ticks().size() >= 2 && scale.ticks().size() <= most, scale::toString);
    assertEquals(scale.ticks().size(), scale.labels().stream().distinct().count(), scale::toString);
  }
}
