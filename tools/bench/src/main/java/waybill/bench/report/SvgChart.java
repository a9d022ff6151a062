package waybill.bench.report;

import static waybill.bench.report.Legend.ROW;
import static waybill.bench.report.Legend.words;
import static waybill.bench.report.Legend.wrapped;
import static waybill.bench.report.Look.at;
import static waybill.bench.report.Look.begin;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import waybill.bench.report.Line.Spot;
import waybill.bench.report.Report.Chart;

/**
 * A chart as SVG. Lines differ in colour, in dashes and in the shape of their marks. It is narrow,
 * so that its words can be read on a telephone; what it looks like stands in chart.css.
 */
public final class SvgChart {
  private static final double WIDTH = 480;

  /** How much larger than that a file of its own is shown, if nobody says how large. */
  private static final double ALONE = 4.0 / 3;

  /** So many letters fit beside each other where letters are largest. */
  private static final int LETTERS = 50;

  private final Markup svg;
  private final Chart chart;
  private final List<String> upwards;
  private final Plot plot;
  private final List<Line> lines;

  private SvgChart(Markup svg, Chart chart, double top) {
    this.svg = svg;
    this.chart = chart;
    this.upwards = wrapped(words(chart.y()), LETTERS);
    this.plot = Plot.of(chart, top + ROW * (upwards.size() + 0.75), WIDTH);
    this.lines = chart.series().stream().map(series -> Line.of(series, plot)).toList();
  }

  /** A file of its own: with its title, its colours for light and dark, and a ground. */
  public static String standalone(Chart chart) {
    var svg = new Markup();
    var title = wrapped(chart.title(), LETTERS - 6);
    new SvgChart(svg, chart, ROW * title.size() + ROW / 2).draw("chart", title);
    return svg.toString();
  }

  /** Part of a page, which has the title and the styles. */
  static void within(Markup page, Chart chart, String id) {
    new SvgChart(page, chart, 0).draw(id, List.of());
  }

  private void draw(String id, List<String> title) {
    var across = wrapped(words(chart.x()), LETTERS);
    var legend = new Legend(chart, lines);
    double legendTop = plot.bottom() + ROW * (across.size() + 1) + ROW / 2;
    double height = legendTop + ROW * legend.rows() + ROW / 2;
    start(id, height, !title.isEmpty());
    svg.element("title", chart.title(), "id", id + "-title")
        .element("desc", Legend.inWords(chart, lines), "id", id + "-desc");
    if (!title.isEmpty()) {
      svg.style("colours.css", "chart.css");
      svg.empty("rect", "class", "ground", "width", "100%", "height", "100%");
      write(title, 12, ROW, "class", "title");
    }
    write(upwards, 12, plot.top() - ROW * (upwards.size() - 0.2));
    grid();
    if (lines.stream().allMatch(line -> line.strokes().isEmpty())) {
      nothing();
    }
    write(across, plot.right(), plot.bottom() + 2 * ROW, "text-anchor", "end");
    for (int i = 0; i < lines.size(); i++) {
      line(i);
    }
    legend.draw(svg, legendTop + ROW);
    svg.close();
  }

  private void start(String id, double height, boolean alone) {
    var attributes = new ArrayList<>(List.of("xmlns", "http://www.w3.org/2000/svg"));
    attributes.addAll(List.of("viewBox", "0 0 " + at(WIDTH) + " " + at(height)));
    attributes.addAll(List.of("class", "chart", "role", "img"));
    attributes.addAll(List.of("aria-labelledby", id + "-title " + id + "-desc"));
    if (alone) {
      // a picture in a text has a size, however wide the text is
      attributes.addAll(List.of("width", at(ALONE * WIDTH), "height", at(ALONE * height)));
    }
    svg.open("svg", attributes.toArray(String[]::new));
  }

  private void grid() {
    var ups = plot.y().labels();
    for (int i = 0; i < ups.size(); i++) {
      double y = plot.down(plot.y().ticks().get(i));
      rule(plot.left(), y, "H" + at(plot.right()));
      write(List.of(ups.get(i)), plot.left() - 7, y + 5, "text-anchor", "end");
    }
    var acrosses = plot.x().labels();
    for (int i = 0; i < acrosses.size(); i++) {
      double x = plot.across(plot.x().ticks().get(i));
      rule(x, plot.top(), "V" + at(plot.bottom()));
      write(List.of(acrosses.get(i)), x, plot.bottom() + ROW * 0.9, "text-anchor", "middle");
    }
    svg.empty(
        "path",
        "class",
        "axis",
        "d",
        begin(plot.left(), plot.top()) + "V" + at(plot.bottom()) + "H" + at(plot.right()));
  }

  private void nothing() {
    double middle = (plot.left() + plot.right()) / 2;
    var words = List.of("nothing was measured");
    write(words, middle, plot.top() + Plot.HEIGHT / 2, "text-anchor", "middle");
  }

  private void line(int index) {
    var look = Look.of(index);
    var strokes = lines.get(index).strokes();
    var spots = strokes.stream().flatMap(List::stream).toList();
    if (spots.isEmpty()) {
      return;
    }
    svg.open("g", "class", look.colour())
        .empty("path", "class", "line " + look.dashes(), "d", path(strokes))
        .empty("path", "class", "marks", "d", look.marks(marked(spots, index)))
        .close();
  }

  /** All of a few, some of many; those of two lines that coincide lie beside each other. */
  private static List<Spot> marked(List<Spot> spots, int index) {
    if (spots.size() <= 24) {
      return spots;
    }
    int every = spots.size() / 10;
    var marked = new ArrayList<Spot>();
    for (int i = (1 + 2 * index) * every / 8 % every; i < spots.size(); i += every) {
      marked.add(spots.get(i));
    }
    return marked;
  }

  private static String path(List<List<Spot>> strokes) {
    return strokes.stream().map(SvgChart::stroke).collect(Collectors.joining());
  }

  /** A line of no length is a dot. */
  private static String stroke(List<Spot> spots) {
    return spots.stream()
        .map(spot -> at(spot.x()) + " " + at(spot.y()))
        .collect(Collectors.joining("L", "M", spots.size() == 1 ? "h0" : ""));
  }

  private void rule(double x, double y, String line) {
    svg.empty("path", "class", "grid", "d", begin(x, y) + line);
  }

  private void write(List<String> lines, double x, double y, String... attributes) {
    for (int i = 0; i < lines.size(); i++) {
      var all = new ArrayList<>(List.of("x", at(x), "y", at(y + ROW * i)));
      all.addAll(List.of(attributes));
      svg.element("text", lines.get(i), all.toArray(String[]::new));
    }
  }
}
