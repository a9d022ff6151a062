package waybill.bench.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileNotFoundException;
import java.io.IOException;

/**
 * A report as one HTML file that needs no network: the JSON, a script that shows it, and uPlot,
 * which draws the charts.
 */
final class HtmlReport {
  private static final String UPLOT = "/META-INF/resources/webjars/uplot/1.6.30/dist/";

  private HtmlReport() {}

  static String of(Report report) throws IOException {
    return resource("report.html")
        .replace("/* uPlot.css */", resource(UPLOT + "uPlot.min.css"))
        .replace("/* report.css */", resource("report.css"))
        .replace("/* uPlot.js */", resource(UPLOT + "uPlot.iife.min.js"))
        .replace("/* report.js */", resource("report.js"))
        .replace("/* report.json */", data(report));
  }

  /** The JSON without {@code <}, so that no text in it can end the script element around it. */
  private static String data(Report report) {
    return JsonReport.of(report).replace("<", "\\u003c");
  }

  private static String resource(String name) throws IOException {
    try (var in = HtmlReport.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new FileNotFoundException(name);
      }
      return new String(in.readAllBytes(), UTF_8);
    }
  }
}
