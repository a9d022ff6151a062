package waybill.bench.report;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * The results of one measurement. Its components are the fields of report.json.
 *
 * @param scenario the name on the command line
 * @param claim what the scenario is to show, in one sentence
 * @param facts where and with what it was measured
 */
@JsonPropertyOrder({"scenario", "claim", "met", "facts", "verdicts", "tables", "charts"})
public record Report(
    String scenario,
    String claim,
    List<Fact> facts,
    List<Table> tables,
    List<Chart> charts,
    List<Verdict> verdicts) {

  /** Such as machine, JDK, commit, command. */
  public record Fact(String name, String value) {}

  /** Each row has one cell for each column. */
  public record Table(String title, List<String> columns, List<List<Cell>> rows) {

    /** A table with one row for each item. */
    public static <T> Table of(String title, List<T> items, List<Column<T>> columns) {
      return new Table(
          title,
          columns.stream().map(Column::name).toList(),
          items.stream()
              .map(item -> columns.stream().map(column -> column.cell().apply(item)).toList())
              .toList());
    }
  }

  /** A column of a table: its heading, and the cell for an item. */
  public record Column<T>(String name, Function<T, Cell> cell) {

    public static <T> Column<T> text(String name, Function<T, String> text) {
      return new Column<>(name, item -> new Text(text.apply(item)));
    }

    public static <T> Column<T> number(String name, int decimals, ToDoubleFunction<T> value) {
      return new Column<>(name, item -> new Measured(value.applyAsDouble(item), decimals));
    }
  }

  /** One entry of a table; JSON has its bare value. */
  public sealed interface Cell {}

  /** An entry of words. */
  public record Text(@JsonValue String text) implements Cell {}

  /**
   * A number in the unit that its column names.
   *
   * @param decimals how many decimals the text report shows
   */
  public record Measured(@JsonValue double value, int decimals) implements Cell {}

  /** Lines over a common x axis. */
  public record Chart(String title, Axis x, Axis y, List<Series> series) {}

  /**
   * One axis of a chart.
   *
   * @param label with its unit
   */
  public record Axis(String label, boolean logarithmic) {

    public static Axis linear(String label) {
      return new Axis(label, false);
    }

    /** An axis that shows values above 0 only. */
    public static Axis logarithmic(String label) {
      return new Axis(label, true);
    }
  }

  /** One line of a chart, by ascending x. */
  public record Series(String name, List<Point> points) {}

  /** A measured point; in JSON an array of x and y. */
  @JsonFormat(shape = JsonFormat.Shape.ARRAY)
  @JsonPropertyOrder({"x", "y"})
  public record Point(double x, double y) {}

  /** A target, and whether it was met. */
  public record Verdict(String what, String target, String measured, boolean met) {}

  /** Whether every target was met. */
  @JsonProperty
  public boolean met() {
    return verdicts.stream().allMatch(Verdict::met);
  }
}
