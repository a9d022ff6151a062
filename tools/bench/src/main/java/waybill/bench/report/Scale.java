package waybill.bench.report;

import java.math.RoundingMode;
import java.util.List;
import java.util.stream.DoubleStream;
import waybill.bench.report.Report.Axis;

/** Where values lie along one side of a chart, and which of them are written beside it. */
record Scale(boolean logarithmic, double from, double to, List<Double> ticks) {
  /** Room enough for every measurement, and for the sums and ratios in here. */
  private static final double LARGEST = 1e100;

  private static final double SMALLEST = 1e-100;

  /** Whether a value has a place there: infinity has none, and 0 has no logarithm. */
  static boolean shows(Axis axis, double value) {
    double size = Math.abs(value);
    boolean fits = size <= LARGEST && (size >= SMALLEST || size == 0);
    return fits && (value > 0 || !axis.logarithmic());
  }

  /** From the least to the greatest of the values. */
  static Scale across(Axis axis, double[] values, int mostTicks) {
    var range = Range.of(axis, values).widened(axis);
    var ticks =
        axis.logarithmic()
            ? Ticks.logarithmic(range.low, range.high, mostTicks)
            : Ticks.linear(range.low, range.high, mostTicks);
    return new Scale(axis.logarithmic(), range.low, range.high, ticks);
  }

  /** From tick to tick and, unless that is logarithmic, with 0: heights can be compared. */
  static Scale upwards(Axis axis, double[] values, int mostTicks) {
    var range = Range.of(axis, values);
    if (axis.logarithmic()) {
      double low = Math.floor(Math.log10(range.low));
      double high = Math.max(low + 1, Math.ceil(Math.log10(range.high)));
      double from = Math.pow(10, low);
      double to = Math.pow(10, high);
      return new Scale(true, from, to, Ticks.logarithmic(from, to, mostTicks));
    }
    double low = Math.min(0, range.low);
    double high = Math.max(0, range.high);
    high = low == high ? 1 : high;
    var step = Ticks.step(high - low, mostTicks - 1);
    double from = Ticks.multiple(low, step, RoundingMode.FLOOR).doubleValue();
    double to = Ticks.multiple(high, step, RoundingMode.CEILING).doubleValue();
    return new Scale(false, from, to, Ticks.linear(from, to, step));
  }

  /** Where a value lies between the two ends, which are 0 and 1. */
  double share(double value) {
    return logarithmic
        ? Math.log(value / from) / Math.log(to / from)
        : (value - from) / (to - from);
  }

  /** What is written beside the ticks. */
  List<String> labels() {
    double largest = ticks.stream().mapToDouble(Math::abs).max().orElse(0);
    return ticks.stream().map(tick -> Numbers.beside(tick, largest)).toList();
  }

  private record Range(double low, double high) {
    static Range of(Axis axis, double[] values) {
      var summary = DoubleStream.of(values).filter(v -> shows(axis, v)).summaryStatistics();
      if (summary.getCount() == 0) {
        return axis.logarithmic() ? new Range(1, 10) : new Range(0, 1);
      }
      return new Range(summary.getMin(), summary.getMax());
    }

    /** Values that are as good as equal lie in the middle. */
    Range widened(Axis axis) {
      double size = Math.max(Math.abs(low), Math.abs(high));
      if (high - low > 1e-9 * size) {
        return this;
      }
      if (axis.logarithmic()) {
        return new Range(low / 3, high * 3);
      }
      double room = size == 0 ? 1 : size / 2;
      return new Range(low - room, high + room);
    }
  }
}
