package waybill.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class HtmlReportTest {
  private static final Pattern DATA =
      Pattern.compile("(?s)<script type=\"application/json\" id=\"report\">(.*?)</script>");

  @Test
  void thePageHasTheWholeReport() throws IOException {
    var mapper = new JsonMapper();

    assertEquals(
        mapper.readTree(JsonReport.of(Samples.report())),
        mapper.readTree(data(HtmlReport.of(Samples.report()))));
  }

  @Test
  void noTextOfAReportIsMarkup() throws IOException {
    var html = HtmlReport.of(Samples.hostile());

    assertFalse(html.contains("<b "));
    assertEquals(
        new JsonMapper().readTree(JsonReport.of(Samples.hostile())),
        new JsonMapper().readTree(data(html)));
  }

  @Test
  void thePageNeedsNoOtherFile() throws IOException {
    var html = HtmlReport.of(Samples.report());

    assertFalse(Pattern.compile("<[^>]*\\s(src|href)=").matcher(html).find());
    assertFalse(html.contains("url(") || html.contains("@import"));
    assertTrue(html.contains("uPlot=function"), "uPlot is embedded");
  }

  private static String data(String html) {
    var data = DATA.matcher(html);
    assertTrue(data.find());
    return data.group(1);
  }
}
