package waybill.bench.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the files of a report. */
public final class Reports {
  private Reports() {}

  /**
   * Writes report.json and report.html, and replaces what has these names.
   *
   * @param folder created if necessary
   * @return the report as text for the terminal
   */
  public static String write(Report report, Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("report.json"), JsonReport.of(report), UTF_8);
    Files.writeString(folder.resolve("report.html"), HtmlReport.of(report), UTF_8);
    return TextReport.of(report);
  }
}
