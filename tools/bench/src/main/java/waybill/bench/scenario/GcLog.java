package waybill.bench.scenario;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import waybill.bench.report.Report.Point;

/** The heap after each collection, from the log of {@code -Xlog:gc}. */
final class GcLog {
  /** Such as {@code [12.3s][info][gc] GC(4) Pause Young (Normal) ... 24M->5M(50M) 1.2ms}. */
  private static final Pattern PAUSE =
      Pattern.compile("\\[(\\d+\\.\\d+)s].*GC\\(\\d+\\) .*->(\\d+)M\\(\\d+M\\).*");

  private GcLog() {}

  static String option(Path file) {
    return "-Xlog:gc:file=" + file + ":uptime,level,tags:filecount=0";
  }

  /**
   * Seconds and MB.
   *
   * @param begin seconds from the start of the JVM to second 0 of the result
   */
  static List<Point> after(Path file, double begin) {
    try (var lines = Files.lines(file)) {
      return lines
          .map(PAUSE::matcher)
          .filter(line -> line.matches())
          .map(line ->
              new Point(
                  Double.parseDouble(line.group(1)) - begin, Double.parseDouble(line.group(2))))
          .filter(point -> point.x() >= 0)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
