package waybill.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReportsTest {
  @TempDir private Path folder;

  @Test
  void aReportIsWrittenAsJsonAndAsAPageAndReturnedAsText() throws IOException {
    var report = Samples.report();
    var results = folder.resolve("made/when/needed");

    var text = Reports.write(report, results);

    assertEquals(TextReport.of(report), text);
    assertEquals(JsonReport.of(report), Files.readString(results.resolve("report.json")));
    assertEquals(HtmlReport.of(report), Files.readString(results.resolve("report.html")));
  }
}
