package waybill.bench.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Keeps what a measurement found. */
public final class Reports {
  private Reports() {}

  /**
   * Writes baseName.json and baseName.html, in place of what had these names.
   *
   * @param folder made if it is not there
   * @return the text for the terminal
   */
  public static String write(Report report, Path folder, String baseName) throws IOException {
    Files.createDirectories(folder);
    // first what the others could be made from
    Files.writeString(folder.resolve(baseName + ".json"), JsonReport.of(report), UTF_8);
    Files.writeString(folder.resolve(baseName + ".html"), HtmlReport.of(report), UTF_8);
    return TextReport.of(report);
  }
}
