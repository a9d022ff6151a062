package waybill.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import waybill.bench.report.Report.Point;
import waybill.bench.report.Report.Series;

final class JsonReportTest {
  @Test
  void allFieldsAreThereInAFixedOrder() throws JsonProcessingException {
    var json = read(Samples.report());

    assertEquals(
        List.of("scenario", "claim", "met", "facts", "verdicts", "tables", "charts"), names(json));
    assertEquals("{\"name\":\"JDK\",\"value\":\"Temurin 25.0.3\"}", json.at("/facts/1").toString());
    assertEquals(
        "{\"what\":\"Delivery at 40,000 events/s, p99\",\"target\":\"≤ 5 ms\","
            + "\"measured\":\"7.4 ms\",\"met\":false}",
        json.at("/verdicts/1").toString());
    assertEquals(List.of("title", "columns", "rows"), names(json.at("/tables/0")));
    assertEquals(List.of("title", "x", "y", "series"), names(json.at("/charts/0")));
    assertEquals(
        "{\"label\":\"events per second\",\"logarithmic\":true}",
        json.at("/charts/0/x").toString());
    assertEquals(18_000, json.at("/charts/1/series/0/points").size());
  }

  @Test
  void numbersAreNotRoundedAndNotANumberIsNull() throws JsonProcessingException {
    var json = read(Samples.report());

    assertEquals(
        "[\"Waybill\",40000,0.41,1007.449,null,\"the load was late as well\"]",
        json.at("/tables/0/rows/1").toString());
  }

  @Test
  void aPointIsAPairOfNumbersOrOfNull() throws JsonProcessingException {
    var series =
        new Series(
            "s",
            List.of(
                new Point(0.1, 12_000_000),
                new Point(2, Double.NaN),
                new Point(3, Double.NEGATIVE_INFINITY)));
    var report =
        new Report("", "", List.of(), List.of(), List.of(Samples.chart(series)), List.of());

    var json = read(report);

    assertEquals(
        "[[0.1,12000000],[2,null],[3,null]]", json.at("/charts/0/series/0/points").toString());
  }

  private static JsonNode read(Report report) throws JsonProcessingException {
    return new JsonMapper().readTree(JsonReport.of(report));
  }

  private static List<String> names(JsonNode json) {
    return json.propertyStream().map(Map.Entry::getKey).toList();
  }
}
