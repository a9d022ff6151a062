package waybill.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import waybill.bench.report.Report.Axis;
import waybill.bench.report.Report.Chart;

final class ReportsTest {
  @TempDir private Path folder;

  @Test
  void aReportIsKeptForMachinesAndAsAPageAndSaidAsText() throws IOException {
    var report = Samples.report();
    var results = folder.resolve("made/when/needed");

    var text = Reports.write(report, results, "delivery");

    assertEquals(TextReport.of(report), text);
    assertEquals(JsonReport.of(report), Files.readString(results.resolve("delivery.json")));
    assertEquals(HtmlReport.of(report), Files.readString(results.resolve("delivery.html")));
  }

  @Test
  void eachChartIsAPictureWhoseNameSaysWhatIsSeen() throws IOException {
    Reports.write(Samples.report(), folder, "report");

    assertEquals(
        SvgChart.standalone(Samples.delays()),
        Files.readString(folder.resolve("delivery-delay-by-rate.svg")));
    assertEquals(
        SvgChart.standalone(Samples.heap()),
        Files.readString(
            folder.resolve("delivery-memory-while-18-000-silent-streams-are-open-and-500.svg")));
  }

  @Test
  void chartsOfOneTitleAreTwoPicturesAndNoTitleLeavesTheFolder() throws IOException {
    var away = new Chart("../../x", new Axis("", false), new Axis("", false), List.of());
    var charts = List.of(Samples.chart(), Samples.chart(), away);

    var report = new Report("idle", "Nothing.", List.of(), List.of(), charts, List.of());
    Reports.write(report, folder, "report");

    assertEquals(
        List.of("idle-title-2.svg", "idle-title.svg", "idle-x.svg", "report.html", "report.json"),
        Stream.of(folder.toFile().list()).sorted().toList());
  }
}
