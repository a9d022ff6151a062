package waybill.bench.report;

import java.util.ArrayList;
import java.util.List;
import waybill.bench.report.Report.Series;

/**
 * A series as it is drawn. Of many points in one column of the plot only the lowest and the highest
 * stay: the line looks the same, and the file is small. What cannot be shown leaves a gap, unless
 * it is narrower than a column.
 */
final class Line {
  private final List<List<Spot>> strokes = new ArrayList<>();
  private List<Spot> stroke = new ArrayList<>();
  private List<Spot> column = new ArrayList<>();
  private boolean gap;
  private int hidden;

  /** A place in the drawing; y grows downwards. */
  record Spot(double x, double y) {}

  private Line() {}

  static Line of(Series series, Plot plot) {
    var line = new Line();
    for (var point : series.points()) {
      if (plot.shows(point)) {
        line.add(plot.spot(point));
      } else {
        line.gap = true;
        line.hidden++;
      }
    }
    line.endColumn();
    line.endStroke();
    return line;
  }

  /** Each is drawn in one go, between gaps. */
  List<List<Spot>> strokes() {
    return strokes;
  }

  /** How many points cannot be shown. */
  int hidden() {
    return hidden;
  }

  private void add(Spot spot) {
    if (!column.isEmpty() && Math.floor(column.getFirst().x) != Math.floor(spot.x)) {
      endColumn();
      if (gap) {
        endStroke();
      }
    }
    gap = false;
    column.add(spot);
  }

  private void endColumn() {
    if (column.size() <= 2) {
      stroke.addAll(column);
    } else {
      int low = 0;
      int high = 0;
      for (int i = 1; i < column.size(); i++) {
        low = column.get(i).y < column.get(low).y ? i : low;
        high = column.get(i).y >= column.get(high).y ? i : high;
      }
      // in the order in which they were measured
      stroke.add(column.get(Math.min(low, high)));
      stroke.add(column.get(Math.max(low, high)));
    }
    column = new ArrayList<>();
  }

  private void endStroke() {
    if (!stroke.isEmpty()) {
      strokes.add(stroke);
    }
    stroke = new ArrayList<>();
  }
}
