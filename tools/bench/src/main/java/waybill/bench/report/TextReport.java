package waybill.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import waybill.bench.report.Report.Cell;
import waybill.bench.report.Report.Measured;
import waybill.bench.report.Report.Table;
import waybill.bench.report.Report.Text;
import waybill.bench.report.Report.Verdict;

/** A report for the terminal, without its charts. */
final class TextReport {
  private TextReport() {}

  static String of(Report report) {
    var blocks = new ArrayList<String>();
    blocks.add(line(report.scenario()) + ": " + line(report.claim()) + "\n");
    if (!report.facts().isEmpty()) {
      blocks.add(
          aligned(
              report.facts().stream().map(f -> List.of(f.name(), f.value())).toList(), List.of()));
    }
    for (var table : report.tables()) {
      blocks.add(line(table.title()) + "\n" + table(table));
    }
    if (!report.verdicts().isEmpty()) {
      blocks.add(verdicts(report));
    }
    return String.join("\n", blocks);
  }

  private static String words(Cell cell) {
    return switch (cell) {
      case Text(var text) -> text;
      case Measured(var value, var decimals) -> Numbers.fixed(value, decimals);
    };
  }

  /** For each column whether it has numbers: these are aligned to the right. */
  private static List<Boolean> numeric(Table table) {
    return IntStream.range(0, table.columns().size())
        .mapToObj(i -> table.rows().stream().anyMatch(row -> row.get(i) instanceof Measured))
        .toList();
  }

  /** As in "3 of 4 targets were met". */
  private static String outcome(Report report) {
    var verdicts = report.verdicts();
    long met = verdicts.stream().filter(Verdict::met).count();
    return "%d of %d %s met"
        .formatted(met, verdicts.size(), verdicts.size() == 1 ? "target was" : "targets were");
  }

  private static String table(Table table) {
    var lines = new ArrayList<List<String>>();
    lines.add(table.columns());
    table.rows().forEach(row -> lines.add(row.stream().map(TextReport::words).toList()));
    return aligned(lines, numeric(table));
  }

  private static String verdicts(Report report) {
    var lines = new ArrayList<List<String>>();
    for (var verdict : report.verdicts()) {
      lines.add(
          List.of(
              verdict.met() ? "met" : "MISSED",
              verdict.what(),
              "target " + verdict.target(),
              "measured " + verdict.measured()));
    }
    return aligned(lines, List.of()) + outcome(report) + "\n";
  }

  /** Columns without an entry in {@code right} are aligned to the left. */
  private static String aligned(List<List<String>> lines, List<Boolean> right) {
    var columns = lines.getFirst().size();
    var widths = new int[columns];
    for (var cells : lines) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], width(line(cells.get(i))));
      }
    }
    var text = new StringBuilder();
    for (var cells : lines) {
      var out = new StringBuilder();
      for (int i = 0; i < columns; i++) {
        var cell = line(cells.get(i));
        var room = " ".repeat(widths[i] - width(cell));
        out.append("  ").append(i < right.size() && right.get(i) ? room + cell : cell + room);
      }
      text.append(out.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private static int width(String text) {
    return text.codePointCount(0, text.length());
  }

  /** Removes control characters: a terminal would obey them, and a line break would end the row. */
  private static String line(String text) {
    return text.replaceAll("\\p{Cntrl}+", " ");
  }
}
