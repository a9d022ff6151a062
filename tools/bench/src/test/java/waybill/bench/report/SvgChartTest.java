package waybill.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import waybill.bench.report.Report.Axis;
import waybill.bench.report.Report.Chart;
import waybill.bench.report.Report.Point;
import waybill.bench.report.Report.Series;

final class SvgChartTest {
  private static final String LINES = "//*[@class and starts-with(@class, 'line ')]/@d";

  @Test
  void aFileOfItsOwnHasATitleAGroundAndColoursForTheDark() {
    var svg = SvgChart.standalone(Samples.heap());

    var image = Parsed.of(svg);
    var words = image.all("//*[local-name() = 'text']");
    assertEquals("Memory while 18,000 silent streams are open,", words.getFirst());
    assertEquals(1, image.all("//*[local-name() = 'rect'][@class = 'ground']").size());
    assertTrue(
        image
            .all("//*[local-name() = 'style']")
            .getFirst()
            .contains("(prefers-color-scheme: dark)"));
    assertTrue(svg.length() < 40_000, () -> svg.length() + " characters for 19,800 points");
  }

  @Test
  void whoDoesNotSeeAChartIsTold() {
    var series =
        new Series("heap", List.of(new Point(0, 12_345), new Point(1, 3), new Point(2, 7)));
    var chart =
        new Chart("Memory", new Axis("time, s", false), new Axis("MiB", true), List.of(series));

    var image = Parsed.of(SvgChart.standalone(chart));

    assertEquals(List.of("img"), image.all("/*/@role"));
    assertEquals(List.of("Memory"), image.all("/*/*[local-name() = 'title']"));
    assertEquals(
        List.of(
            "A line chart. Across: time, s. Upwards: MiB (logarithmic)."
                + " heap: begins with 12,350, ends with 7, lowest 3, highest 12,350."),
        image.all("/*/*[local-name() = 'desc']"));
  }

  @Test
  void theLegendNamesEveryLine() {
    var words = Parsed.of(SvgChart.standalone(Samples.delays())).all("//*[local-name() = 'text']");

    assertTrue(
        words.containsAll(List.of("p50", "p99", "p99.9", "longest", "allowed")), words::toString);
    assertTrue(words.contains("delay, ms (logarithmic)"), words::toString);
  }

  @Test
  void thirtyLinesDifferWithAndWithoutColour() {
    var looks = new HashSet<List<String>>();
    var withoutColour = new HashSet<List<String>>();
    for (int i = 0; i < 30; i++) {
      var look = Look.of(i);
      looks.add(List.of(look.colour(), look.dashes(), look.mark()));
      withoutColour.add(List.of(look.dashes(), look.mark()));
    }

    assertEquals(30, looks.size());
    assertEquals(30, withoutColour.size());
  }

  @Test
  void anEmptySeriesHasNoLineAndSaysSo() {
    var image = Parsed.of(SvgChart.standalone(Samples.chart(new Series("silent", List.of()))));

    var words = image.all("//*[local-name() = 'text']");
    assertTrue(words.contains("silent (no points)"), words::toString);
    assertTrue(words.contains("nothing was measured"), words::toString);
  }

  @Test
  void aChartWithoutSeriesIsStillOne() {
    assertEquals(List.of(), Parsed.of(SvgChart.standalone(Samples.chart())).all(LINES));
  }

  @Test
  void onePointIsADotWithAMark() {
    var chart = Samples.chart(new Series("one", List.of(new Point(1700, 3))));

    var image = Parsed.of(SvgChart.standalone(chart));

    assertTrue(image.all(LINES).getFirst().endsWith("h0"));
    // one in the plot, one in the legend
    assertEquals(2, image.all("//*[@class = 'marks']").size());
  }

  @Test
  void equalValuesAreALevelLine() {
    var chart = Samples.chart(new Series("level", Samples.line(10, x -> x, _ -> 42)));

    var line = Parsed.of(SvgChart.standalone(chart)).all(LINES).getFirst();

    var heights = new HashSet<String>();
    for (var spot : line.substring(1).split("L", -1)) {
      heights.add(spot.split(" ", -1)[1]);
    }
    assertEquals(1, heights.size(), line);
  }

  @Test
  void whatCannotBeShownIsCountedAndNeverDrawn() {
    var points = new ArrayList<>(Samples.line(10, x -> x, x -> x));
    points.add(new Point(10, Double.NaN));
    points.add(new Point(Double.POSITIVE_INFINITY, 3));
    points.add(new Point(12, Double.MAX_VALUE));

    var svg = SvgChart.standalone(Samples.chart(new Series("s", points)));

    assertTrue(svg.contains("s (3 not shown)"));
    assertFalse(svg.contains("NaN") || svg.contains("Infinity"));
  }

  @Test
  void everythingLiesInsideThePicture() {
    var place = Pattern.compile("(?:[ML]|x=\")(-?[0-9.]+)[\" ](?:y=\")?(-?[0-9.]+)");
    for (var chart : List.of(Samples.delays(), Samples.heap(), Samples.chart())) {
      var svg = SvgChart.standalone(chart);
      var height =
          Double.parseDouble(svg.replaceAll("(?s).*viewBox=\"0 0 480 ([0-9.]+)\".*", "$1"));

      var places = place.matcher(svg);
      while (places.find()) {
        double x = Double.parseDouble(places.group(1));
        double y = Double.parseDouble(places.group(2));
        assertTrue(x >= 0 && x <= 480 && y >= 0 && y <= height, places::group);
      }
    }
  }

  @Test
  void longWordsAreWrappedAndLongerOnesBroken() {
    assertEquals(List.of("a short", "title"), Legend.wrapped("a short title", 8));
    assertEquals(List.of("x", "📦📦", "📦📦", "📦 y"), Legend.wrapped("x 📦📦📦📦📦 y", 4));
    assertEquals(List.of(""), Legend.wrapped("", 8));
  }
}
