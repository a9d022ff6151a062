package waybill.bench.scenario;

import static waybill.bench.report.Report.Column.number;
import static waybill.bench.report.Report.Column.text;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import waybill.bench.report.Report.Table;
import waybill.bench.report.Report.Verdict;

/** What one server delivered at each rate, and the checks of its streams. */
record DeliveryResult(String server, List<AtRate> steps, List<Verdict> checks) {
  /**
   * One rate.
   *
   * @param bytes for each event, chunks and pings included
   */
  record AtRate(int rate, LoadStep step, double bytes) {
    /** Microseconds of the server's processor for each event. */
    double cpu() {
      return step.cpuMicros() / Math.max(1, step.seen().delivered());
    }
  }

  Optional<AtRate> at(int rate) {
    return steps.stream().filter(step -> step.rate() == rate).findFirst();
  }

  /** The checks with the name of the server. */
  List<Verdict> named() {
    return checks.stream()
        .map(v -> new Verdict(server + ": " + v.what(), v.target(), v.measured(), v.met()))
        .toList();
  }

  Stream<LoadStep> loadSteps() {
    return steps.stream().map(AtRate::step);
  }

  /** A row of the table. */
  private record Row(String server, AtRate at) {
    LoadStep step() {
      return at.step();
    }
  }

  static Table table(String title, List<DeliveryResult> servers) {
    return Table.of(
        title,
        servers.stream()
            .flatMap(one -> one.steps.stream().map(at -> new Row(one.server, at)))
            .toList(),
        List.of(
            text("server", Row::server),
            number("due/s", 0, row -> row.at().rate()),
            number("events/s", 0, row -> row.step().eventsPerSecond()),
            number("bytes/event", 0, row -> row.at().bytes()),
            number("CPU µs/event", 1, row -> row.at().cpu()),
            number("CPU %", 0, row -> row.step().cpuPercent()),
            number("p50 ms", 2, row -> row.step().toPage(50)),
            number("p99 ms", 2, row -> row.step().toPage(99)),
            number("p99.9 ms", 2, row -> row.step().toPage(99.9)),
            number("max ms", 2, row -> row.step().toPage(100)),
            number("RSS MB", 0, row -> row.step().rssMegabytes())));
  }
}
