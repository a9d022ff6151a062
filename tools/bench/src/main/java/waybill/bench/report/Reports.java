package waybill.bench.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import waybill.bench.report.Report.Chart;

/** Keeps what a measurement found. */
public final class Reports {
  /** Letters of a file's name; a title may be long. */
  private static final int LONGEST = 60;

  private Reports() {}

  /**
   * Writes baseName.json, baseName.html and a picture of each chart, in place of what had these
   * names.
   *
   * @param folder made if it is not there
   * @return the text for the terminal
   */
  public static String write(Report report, Path folder, String baseName) throws IOException {
    Files.createDirectories(folder);
    // first what the others could be made from
    Files.writeString(folder.resolve(baseName + ".json"), JsonReport.of(report), UTF_8);
    Files.writeString(folder.resolve(baseName + ".html"), HtmlReport.of(report), UTF_8);
    for (var picture : pictures(report).entrySet()) {
      var svg = SvgChart.standalone(picture.getValue());
      Files.writeString(folder.resolve(picture.getKey()), svg, UTF_8);
    }
    return TextReport.of(report);
  }

  /** The charts by the names of their files, which say what is seen. */
  private static Map<String, Chart> pictures(Report report) {
    var pictures = new LinkedHashMap<String, Chart>();
    for (var chart : report.charts()) {
      var name = name(report.scenario() + " " + chart.title());
      var file = name + ".svg";
      for (int another = 2; pictures.containsKey(file); another++) {
        file = name + "-" + another + ".svg";
      }
      pictures.put(file, chart);
    }
    return pictures;
  }

  /** Lower case and hyphens, as in a link; cut between words. */
  private static String name(String title) {
    var words = title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", " ").strip();
    return Legend.wrapped(words, LONGEST).getFirst().replace(' ', '-');
  }
}
