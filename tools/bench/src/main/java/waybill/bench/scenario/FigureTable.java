package waybill.bench.scenario;

import java.util.ArrayList;
import java.util.List;
import waybill.bench.report.Report.Cell;
import waybill.bench.report.Report.Measured;
import waybill.bench.report.Report.Table;
import waybill.bench.report.Report.Text;

/** A table of single figures. */
final class FigureTable {
  private final List<List<Cell>> rows = new ArrayList<>();

  FigureTable count(String what, long value) {
    return measured(what, (double) value, 0);
  }

  FigureTable measured(String what, double value, int decimals) {
    rows.add(List.of(new Text(what), new Measured(value, decimals)));
    return this;
  }

  Table table(String title) {
    return new Table(title, List.of("what", "measured"), List.copyOf(rows));
  }
}
