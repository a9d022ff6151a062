package waybill.bench.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import waybill.bench.Cores;
import waybill.bench.Limit;
import waybill.bench.Options;
import waybill.bench.Rig;
import waybill.bench.publish.Schedule;
import waybill.bench.report.Report;
import waybill.bench.report.Report.Axis;
import waybill.bench.report.Report.Chart;
import waybill.bench.report.Report.Verdict;

/** Events that nobody stores, to a page each: what delivery costs, beside a C program's write. */
final class Delivery implements Scenario {
  private static final List<Integer> RATES = List.of(5_000, 20_000, 40_000);

  /** Seconds at the highest rate, in which a JVM compiles. */
  private static final int WARM_UP = 10;

  /** Seconds of each rate that do not count. */
  private static final int LEAD = 2;

  private static final int RATE_OF_RATIO = 20_000;

  /** Milliseconds at rates. */
  private static final Map<Integer, Integer> P99_TARGETS =
      new TreeMap<>(Map.of(20_000, 3, 40_000, 5));

  @Override
  public String claim() {
    return "An event on its way to one of ten thousand pages costs little more than the write it needs.";
  }

  /**
   * @throws IllegalArgumentException if it is to measure a service that runs already: nobody
   *     publishes there
   */
  @Override
  public Report run(Options options) {
    if (options.url().isPresent()) {
      throw new IllegalArgumentException("delivery needs a service of its own: leave --url out");
    }
    int count = options.pages().orElse(10_000);
    var limit = Limit.compile(options.out());
    var cores = Cores.divide();
    var seen = new ArrayList<Delivered>();
    seen.add(measure(Rig.publishing(options, cores, count), count, "Waybill"));
    limit.ifPresent(program ->
        seen.add(measure(Rig.limit(options, cores, program, count), count, "C, the limit")));
    return report(options, "%,d streams, %s".formatted(count, cores.division()), seen);
  }

  private static Delivered measure(Rig fresh, int count, String server) {
    try (var rig = fresh) {
      var rates = rig.options().rates().isEmpty() ? RATES : rig.options().rates();
      int seconds = rig.options().seconds().orElse(10);
      rig.openPages(count);
      rig.say("warming up");
      publish(rig, rates.getLast(), WARM_UP);
      Load.rest(rig);
      var steps = new ArrayList<Delivered.AtRate>();
      for (int rate : rates) {
        long bytes = rig.pages().tally().bytes();
        int events = publish(rig, rate, LEAD + seconds + 1);
        var step = Step.watch(rig, "%s, %,d/s".formatted(server, rate), LEAD, seconds);
        Load.rest(rig);
        bytes = rig.pages().tally().bytes() - bytes;
        steps.add(new Delivered.AtRate(rate, step, (double) bytes / events));
      }
      return new Delivered(server, steps, Checks.calm(rig));
    }
  }

  /** Says to the server, and writes down, what is going to happen; returns how much it is. */
  private static int publish(Rig rig, int rate, int seconds) {
    var journal = rig.journal();
    int count = rate * seconds;
    long start = System.nanoTime() + Load.seconds(0.5);
    var schedule = new Schedule(rig.world().size(), journal.size(), count, rate, start);
    for (int i = 0; i < count; i++) {
      journal.sure(schedule.customer(i), schedule.due(i));
    }
    rig.server().tell(schedule.line());
    return count;
  }

  private Report report(Options options, String scene, List<Delivered> seen) {
    return new Report(
        options.scenario(),
        claim(),
        List.of(),
        List.of(Delivered.table(scene, seen)),
        List.of(
            new Chart(
                "From the moment an event was due to its arrival on the page",
                Axis.logarithmic("1 in so many takes longer"),
                Axis.logarithmic("milliseconds"),
                seen.stream().flatMap(Delivered::latencies).toList())),
        verdicts(seen.getFirst(), seen.size() == 1 ? Optional.empty() : Optional.of(seen.get(1))));
  }

  /** The histories of both, then the targets at those rates that were measured. */
  static List<Verdict> verdicts(Delivered waybill, Optional<Delivered> limit) {
    var verdicts = new ArrayList<>(waybill.named());
    limit.ifPresent(machine -> verdicts.addAll(machine.named()));
    for (var target : P99_TARGETS.entrySet()) {
      waybill
          .at(target.getKey())
          .map(seen ->
              Checks.atMost(
                  "p99 at %,d/s".formatted(target.getKey()),
                  target.getValue(),
                  seen.step().toPage(99),
                  "ms"))
          .ifPresent(verdicts::add);
    }
    waybill
        .at(RATE_OF_RATIO)
        .flatMap(ours ->
            limit
                .flatMap(machine -> machine.at(RATE_OF_RATIO))
                .map(theirs ->
                    Checks.atMost(
                        "CPU per event at %,d/s, of the limit's".formatted(RATE_OF_RATIO),
                        135,
                        100 * ours.cpu() / theirs.cpu(),
                        "%")))
        .ifPresent(verdicts::add);
    return verdicts;
  }
}
