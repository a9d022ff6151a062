package waybill.bench.report;

import static waybill.bench.report.Look.at;
import static waybill.bench.report.Look.begin;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;
import waybill.bench.report.Line.Spot;
import waybill.bench.report.Report.Axis;
import waybill.bench.report.Report.Chart;
import waybill.bench.report.Report.Point;

/** Which line is which, below the plot; and the chart in words, for those who do not see it. */
final class Legend {
  static final double ROW = 23;
  private static final int LETTERS = 43;
  private static final int HALF = 16;
  private static final double LEFT = 12;
  private static final double MIDDLE = 246;
  private static final double SAMPLE = 44;

  private final List<List<String>> names = new ArrayList<>();

  Legend(Chart chart, List<Line> lines) {
    for (int i = 0; i < lines.size(); i++) {
      names.add(wrapped(chart.series().get(i).name() + remark(lines.get(i)), LETTERS));
    }
  }

  int rows() {
    return isShort() ? Math.ceilDiv(names.size(), 2) : names.stream().mapToInt(List::size).sum();
  }

  /** Such names stand two beside each other. */
  private boolean isShort() {
    return names.stream().allMatch(n -> n.size() == 1 && n.getFirst().length() <= HALF);
  }

  /** The first line of words stands at y. */
  void draw(Markup svg, double y) {
    double row = y;
    for (int i = 0; i < names.size(); i++) {
      boolean right = isShort() && i % 2 == 1;
      row -= right ? ROW : 0;
      double x = right ? MIDDLE : LEFT;
      sample(svg, Look.of(i), x, row - 5);
      for (var words : names.get(i)) {
        svg.element("text", words, "x", at(x + SAMPLE + 10), "y", at(row));
        row += ROW;
      }
    }
  }

  private static void sample(Markup svg, Look look, double x, double y) {
    var mark = look.marks(List.of(new Spot(x + SAMPLE / 2, y)));
    svg.open("g", "class", look.colour())
        .empty("path", "class", "line " + look.dashes(), "d", begin(x, y) + "h" + at(SAMPLE))
        .empty("path", "class", "marks", "d", mark)
        .close();
  }

  /** In lines of at most that many letters; a word that is longer still is broken. */
  static List<String> wrapped(String text, int most) {
    var lines = new ArrayList<String>();
    var line = new StringBuilder();
    for (var word : text.strip().split("\\s+", -1)) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > most) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
      while (line.length() > most) {
        // not between the two halves of one character
        int end = line.offsetByCodePoints(0, line.codePointCount(0, most));
        lines.add(line.substring(0, end));
        line.delete(0, end);
      }
    }
    lines.add(line.toString());
    return lines;
  }

  /** The chart in sentences. */
  static String inWords(Chart chart, List<Line> lines) {
    var sentences = new StringJoiner(" ");
    sentences.add(
        "A line chart. Across: " + words(chart.x()) + ". Upwards: " + words(chart.y()) + ".");
    for (int i = 0; i < lines.size(); i++) {
      var series = chart.series().get(i);
      var name = series.name() + remark(lines.get(i)) + ": ";
      var ys = series.points().stream().mapToDouble(Point::y).filter(Double::isFinite).toArray();
      if (ys.length > 0) {
        var summary = Arrays.stream(ys).summaryStatistics();
        sentences.add(
            name
                + "begins with %s, ends with %s, lowest %s, highest %s."
                    .formatted(
                        Numbers.brief(ys[0]),
                        Numbers.brief(ys[ys.length - 1]),
                        Numbers.brief(summary.getMin()),
                        Numbers.brief(summary.getMax())));
      } else {
        sentences.add(name + "nothing measured.");
      }
    }
    return sentences.toString();
  }

  /** An axis and how it counts. */
  static String words(Axis axis) {
    return axis.label() + (axis.logarithmic() ? " (logarithmic)" : "");
  }

  private static String remark(Line line) {
    if (line.hidden() > 0) {
      return " (%s not shown)".formatted(Numbers.fixed(line.hidden(), 0));
    }
    return line.strokes().isEmpty() ? " (no points)" : "";
  }
}
