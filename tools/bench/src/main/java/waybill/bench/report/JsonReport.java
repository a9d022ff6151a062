package waybill.bench.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Function;
import waybill.bench.report.Report.Axis;
import waybill.bench.report.Report.Cell;
import waybill.bench.report.Report.Chart;
import waybill.bench.report.Report.Measured;
import waybill.bench.report.Report.Point;
import waybill.bench.report.Report.Series;
import waybill.bench.report.Report.Table;
import waybill.bench.report.Report.Text;

/**
 * A report for machines, with every number as it was measured. A row is an array of its cells, a
 * point is [x, y]; null stands for what is not a number, as JSON has no word for it.
 */
final class JsonReport {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN).build();

  private JsonReport() {}

  static String of(Report report) {
    var json =
        JSON.objectNode()
            .put("scenario", report.scenario())
            .put("claim", report.claim())
            .put("met", report.met());
    json.set("facts", array(report.facts(), f -> named("name", f.name()).put("value", f.value())));
    json.set(
        "verdicts",
        array(
            report.verdicts(),
            v ->
                named("what", v.what())
                    .put("target", v.target())
                    .put("measured", v.measured())
                    .put("met", v.met())));
    json.set("tables", array(report.tables(), JsonReport::table));
    json.set("charts", array(report.charts(), JsonReport::chart));
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n";
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode table(Table table) {
    var json = named("title", table.title());
    json.set("columns", array(table.columns(), JSON::textNode));
    json.set("rows", array(table.rows(), row -> array(row, JsonReport::cell)));
    return json;
  }

  private static JsonNode cell(Cell cell) {
    return switch (cell) {
      case Text(var text) -> JSON.textNode(text);
      case Measured(var value, _) -> number(value);
    };
  }

  private static JsonNode chart(Chart chart) {
    var json = named("title", chart.title());
    json.set("x", axis(chart.x()));
    json.set("y", axis(chart.y()));
    json.set("series", array(chart.series(), JsonReport::series));
    return json;
  }

  private static JsonNode axis(Axis axis) {
    return named("label", axis.label()).put("logarithmic", axis.logarithmic());
  }

  private static JsonNode series(Series series) {
    var json = named("name", series.name());
    json.set("points", array(series.points(), JsonReport::point));
    return json;
  }

  private static JsonNode point(Point point) {
    return JSON.arrayNode().add(number(point.x())).add(number(point.y()));
  }

  private static JsonNode number(double value) {
    return Double.isFinite(value) ? JSON.numberNode(Numbers.exact(value)) : JSON.nullNode();
  }

  private static ObjectNode named(String key, String name) {
    return JSON.objectNode().put(key, name);
  }

  private static <T> ArrayNode array(List<T> list, Function<T, JsonNode> json) {
    var array = JSON.arrayNode(list.size());
    list.forEach(each -> array.add(json.apply(each)));
    return array;
  }
}
