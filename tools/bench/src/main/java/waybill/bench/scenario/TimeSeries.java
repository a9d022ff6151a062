package waybill.bench.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;
import waybill.bench.load.EventLoop;
import waybill.bench.report.Report.Point;
import waybill.bench.report.Report.Series;

/** A value over time, read at regular intervals while the event loop runs. */
final class TimeSeries {
  private final String name;
  private final EventLoop loop;
  private final long pause;
  private final DoubleSupplier value;
  private final long start = System.nanoTime();
  private final List<Point> points = new ArrayList<>();
  private boolean over;

  TimeSeries(String name, EventLoop loop, double seconds, DoubleSupplier value) {
    this.name = name;
    this.loop = loop;
    this.pause = Workload.seconds(seconds);
    this.value = value;
    look();
  }

  private void look() {
    if (!over) {
      points.add(new Point((System.nanoTime() - start) / 1e9, value.getAsDouble()));
      loop.in(pause, this::look);
    }
  }

  /** The last value. */
  double last() {
    return points.getLast().y();
  }

  void stop() {
    over = true;
  }

  /** By seconds since the first value. */
  Series series() {
    return new Series(name, points);
  }

  /** How much it grew from one value to the next. */
  Series growth() {
    var grown = new ArrayList<Point>();
    for (int i = 1; i < points.size(); i++) {
      grown.add(new Point(points.get(i).x(), points.get(i).y() - points.get(i - 1).y()));
    }
    return new Series(name, grown);
  }

  /** The largest growth within a second. */
  double mostInASecond() {
    double most = 0;
    int from = 0;
    for (var point : points) {
      while (point.x() - points.get(from).x() > 1) {
        from++;
      }
      most = Math.max(most, point.y() - points.get(from).y());
    }
    return most;
  }

  /** The mean from one second to another. */
  static double mean(List<Point> points, double from, double to) {
    return points.stream()
        .filter(point -> point.x() >= from && point.x() < to)
        .mapToDouble(Point::y)
        .average()
        .orElse(Double.NaN);
  }
}
