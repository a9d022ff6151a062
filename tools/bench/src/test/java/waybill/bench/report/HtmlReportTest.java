package waybill.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class HtmlReportTest {
  @Test
  void aPageSaysWhatWasFound() {
    var page = Parsed.of(HtmlReport.of(Samples.report()));

    assertEquals(List.of("delivery"), page.all("//h1"));
    assertEquals(List.of("Machine", "JDK", "Commit", "Command"), page.all("//dl//dt"));
    assertEquals(
        List.of("1 of 2 targets were met", "met", "MISSED"),
        page.all("//span[contains(@class, 'mark')]"));
    assertEquals(
        List.of("Targets, and whether they were met", "Latency from due to arrived"),
        page.all("//table/caption"));
    assertEquals(2, page.all("//figure/*[local-name() = 'svg'][@role = 'img']").size());
  }

  @Test
  void everyTableSaysWhatItsCellsBelongTo() {
    var page = Parsed.of(HtmlReport.of(Samples.report()));

    assertEquals(List.of(), page.all("//thead//th[not(@scope = 'col')]"));
    assertEquals(List.of(), page.all("//tbody/tr[not(th[1][@scope = 'row'])]"));
    assertEquals(
        List.of("events/s", "p50, ms", "p99, ms", "CPU per event, µs"),
        page.all("//thead//th[@class = 'number']"));
    assertEquals(
        List.of("40,000", "0.41", "1,007.45", "–"),
        page.all("//section[3]//tbody/tr[2]/td[@class = 'number']"));
  }

  @Test
  void nothingThatAReportSaysIsMarkup() {
    var html = HtmlReport.of(Samples.hostile());

    var page = Parsed.of(html);
    var words = "</script><b a='1' b=\"2\">&amp; \ufffd\ufffd \ufffd ]]> 📦";
    assertEquals(List.of(words), page.all("//h1"));
    assertEquals(List.of(words), page.all("//dd"));
    assertEquals(List.of(words), page.all("//figcaption"));
    assertEquals(List.of(), page.all("//*[local-name() = 'b' or local-name() = 'script']"));
    assertFalse(html.contains("<b "));
  }

  @Test
  void aPageNeedsNothingButItself() {
    var html = HtmlReport.of(Samples.report());

    var page = Parsed.of(html);
    assertEquals(List.of(), page.all("//@src | //@href | //*[local-name() = 'script']"));
    assertFalse(html.contains("url(") || html.contains("@import"));
    // what browsers that read HTML do not take for the end of an element
    assertFalse(html.matches("(?s).*<(p|div|span|td|th|dd|text|style|title)( [^>]*)?/>.*"));
  }

  @Test
  void everyIdIsThereOnceAndWhatNamesOneFindsIt() {
    var page = Parsed.of(HtmlReport.of(Samples.report()));

    var ids = page.all("//@id");
    assertEquals(ids.size(), Set.copyOf(ids).size(), ids::toString);
    for (var names : page.all("//@aria-labelledby")) {
      assertTrue(ids.containsAll(List.of(names.split(" ", -1))), names);
    }
  }

  @Test
  void aReportWithNothingInItIsStillAPage() {
    var report = new Report("idle", "Nothing.", List.of(), List.of(), List.of(), List.of());

    var page = Parsed.of(HtmlReport.of(report));

    assertEquals(List.of(), page.all("//section"));
  }
}
