package waybill.bench.scenario;

import static waybill.bench.report.Report.Column.number;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import waybill.bench.Machine;
import waybill.bench.Options;
import waybill.bench.TestBed;
import waybill.bench.report.Report;
import waybill.bench.report.Report.Axis;
import waybill.bench.report.Report.Chart;
import waybill.bench.report.Report.Point;
import waybill.bench.report.Report.Series;
import waybill.bench.report.Report.Table;

/** Very many pages on which nothing happens, for the memory of a stream. */
final class Idle implements Scenario {
  private static final int MOST = 18_000;

  /** Descriptors of a process for everything except streams. */
  private static final int RESERVE = 1_000;

  @Override
  public String claim() {
    return "A silent stream takes at most 32 KiB of heap, and eighteen thousand a twentieth of a core.";
  }

  /** Memory in KiB after a full collection. */
  private record Stage(int streams, long rss, long heap) {
    double rssPerStream(Stage earlier) {
      return (double) (rss - earlier.rss) / (streams - earlier.streams);
    }

    double heapPerStream(Stage earlier) {
      return (double) (heap - earlier.heap) / (streams - earlier.streams);
    }
  }

  @Override
  public Report run(Options options) {
    int asked = options.pages().orElse(MOST);
    int count = Math.min(asked, Machine.descriptors() - RESERVE);
    int seconds = options.seconds().orElse(60);
    try (var bed = new TestBed(options, Map.of(), count)) {
      if (count < asked) {
        bed.say("a process may have only " + Machine.descriptors() + " descriptors here");
      }
      var stages = new ArrayList<Stage>();
      stages.add(stage(bed));
      for (int streams : List.of(count / 18, count * 10 / 18, count)) {
        bed.openPages(streams - bed.pages().size());
        stages.add(stage(bed));
      }
      bed.say(seconds + " seconds of silence");
      var before = bed.usage();
      long pings = bed.pages().statistics().pings();
      bed.loop().run(Workload.seconds(seconds));
      double cpu = bed.usage().microsSince(before) / seconds / 1e4;
      pings = bed.pages().statistics().pings() - pings;
      return report(bed, options, stages, cpu, pings);
    }
  }

  private static Stage stage(TestBed bed) {
    bed.loop().run(Workload.seconds(3));
    bed.server().jcmd("GC.run");
    bed.loop().run(Workload.seconds(2));
    return new Stage(bed.pages().size(), bed.usage().rss(), bed.server().heap());
  }

  private Report report(TestBed bed, Options options, List<Stage> stages, double cpu, long pings) {
    int asked = options.pages().orElse(MOST);
    var last = stages.getLast();
    var verdicts = new ArrayList<>(Checks.withoutFailures(bed));
    verdicts.add(Checks.atLeast("streams, of " + asked, asked, last.streams(), ""));
    for (int i = 2; i < stages.size(); i++) {
      var from = stages.get(i - 1);
      var to = stages.get(i);
      verdicts.add(
          Checks.atMost(
              "heap per stream from %,d to %,d".formatted(from.streams(), to.streams()),
              32,
              to.heapPerStream(from),
              "KiB"));
    }
    verdicts.add(
        Checks.atMost(
            "RSS with %,d streams".formatted(last.streams()), 1024, mb(last.rss()), "MB"));
    verdicts.add(Checks.atMost("processor in silence, of one core", 5, cpu, "%"));

    return report(
        bed,
        List.of(
            memory(stages),
            Table.of(
                "Silence",
                List.of(last),
                List.of(
                    number("streams", 0, Stage::streams),
                    number("CPU % of a core", 2, _ -> cpu),
                    number("pings seen", 0, _ -> pings)))),
        List.of(
            new Chart(
                "Memory",
                Axis.linear("streams"),
                Axis.linear("MB"),
                List.of(
                    new Series(
                        "RSS",
                        stages.stream().map(s -> new Point(s.streams(), mb(s.rss()))).toList()),
                    new Series(
                        "heap",
                        stages.stream().map(s -> new Point(s.streams(), mb(s.heap()))).toList())))),
        verdicts);
  }

  /** The first stage has no earlier one: its memory per stream is not a number. */
  private static Table memory(List<Stage> stages) {
    IntFunction<Stage> earlier = i -> stages.get(Math.max(0, i - 1));
    return Table.of(
        "Memory of the service, after GC.run",
        IntStream.range(0, stages.size()).boxed().toList(),
        List.of(
            number("streams", 0, i -> stages.get(i).streams()),
            number("RSS MB", 1, i -> mb(stages.get(i).rss())),
            number("heap MB", 1, i -> mb(stages.get(i).heap())),
            number("KiB RSS/stream more", 1, i -> stages.get(i).rssPerStream(earlier.apply(i))),
            number("KiB heap/stream more", 1, i -> stages.get(i).heapPerStream(earlier.apply(i)))));
  }

  private static double mb(long kib) {
    return kib / 1024.0;
  }
}
