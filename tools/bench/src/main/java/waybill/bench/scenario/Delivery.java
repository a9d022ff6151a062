package waybill.bench.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import waybill.bench.CServer;
import waybill.bench.CoreAssignment;
import waybill.bench.Options;
import waybill.bench.TestBed;
import waybill.bench.publish.Schedule;
import waybill.bench.report.Report;
import waybill.bench.report.Report.Verdict;

/** Events that are not stored, to one page each: the cost of delivery beside a C program's. */
final class Delivery implements Scenario {
  private static final List<Integer> RATES = List.of(5_000, 20_000, 40_000);

  /** Seconds at the highest rate, in which the JVM compiles. */
  private static final int WARM_UP = 10;

  /** Seconds of each rate that do not count. */
  private static final int LEAD = 2;

  private static final int RATE_OF_RATIO = 20_000;

  @Override
  public String claim() {
    return "An event on its way to one of ten thousand pages costs at most 2.1 times a C program's write.";
  }

  /**
   * @throws IllegalArgumentException for a service that runs already: it has no publisher
   */
  @Override
  public Report run(Options options) {
    if (options.url().isPresent()) {
      throw new IllegalArgumentException("delivery needs a service of its own: leave --url out");
    }
    int count = options.pages().orElse(10_000);
    var limit = CServer.compile(options.out());
    var cores = CoreAssignment.divide();
    var seen = new ArrayList<DeliveryResult>();
    seen.add(measure(TestBed.publishing(options, cores, count), count, "Waybill"));
    limit.ifPresent(program ->
        seen.add(measure(TestBed.limit(options, cores, program, count), count, "C, the limit")));
    return report(options, "%,d streams, %s".formatted(count, cores.division()), seen);
  }

  private static DeliveryResult measure(TestBed fresh, int count, String server) {
    try (var bed = fresh) {
      var rates = bed.options().rates().isEmpty() ? RATES : bed.options().rates();
      int seconds = bed.options().seconds().orElse(10);
      bed.openPages(count);
      bed.say("warming up");
      publish(bed, rates.getLast(), WARM_UP);
      Workload.settle(bed);
      var steps = new ArrayList<DeliveryResult.AtRate>();
      for (int rate : rates) {
        long bytes = bed.pages().statistics().bytes();
        int events = publish(bed, rate, LEAD + seconds + 1);
        var step = LoadStep.watch(bed, "%s, %,d/s".formatted(server, rate), LEAD, seconds);
        Workload.settle(bed);
        bytes = bed.pages().statistics().bytes() - bytes;
        steps.add(new DeliveryResult.AtRate(rate, step, (double) bytes / events));
      }
      return new DeliveryResult(server, steps, Checks.withoutFailures(bed));
    }
  }

  /** Sends a schedule to the server and logs its changes; returns their number. */
  private static int publish(TestBed bed, int rate, int seconds) {
    var changeLog = bed.changeLog();
    int count = rate * seconds;
    long start = System.nanoTime() + Workload.seconds(0.5);
    var schedule = new Schedule(bed.testData().size(), changeLog.size(), count, rate, start);
    for (int i = 0; i < count; i++) {
      changeLog.dueAndAcknowledged(schedule.customer(i), schedule.due(i));
    }
    bed.server().tell(schedule.line());
    return count;
  }

  private Report report(Options options, String scene, List<DeliveryResult> seen) {
    return new Report(
        options.scenario(),
        claim(),
        List.of(),
        List.of(DeliveryResult.table(scene, seen)),
        List.of(
            LoadStep.latencies(
                "From the moment an event was due to its arrival on the page",
                seen.stream().flatMap(DeliveryResult::loadSteps).toList())),
        verdicts(seen.getFirst(), seen.size() == 1 ? Optional.empty() : Optional.of(seen.get(1))));
  }

  /** The checks of both servers, then the target if its rate was measured. */
  static List<Verdict> verdicts(DeliveryResult waybill, Optional<DeliveryResult> limit) {
    var verdicts = new ArrayList<>(waybill.named());
    limit.ifPresent(machine -> verdicts.addAll(machine.named()));
    waybill
        .at(RATE_OF_RATIO)
        .flatMap(ours ->
            limit
                .flatMap(machine -> machine.at(RATE_OF_RATIO))
                .map(theirs ->
                    Checks.atMost(
                        "CPU per event at %,d/s, of the limit's".formatted(RATE_OF_RATIO),
                        210,
                        100 * ours.cpu() / theirs.cpu(),
                        "%")))
        .ifPresent(verdicts::add);
    return verdicts;
  }
}
