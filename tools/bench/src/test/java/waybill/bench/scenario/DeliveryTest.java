package waybill.bench.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import waybill.bench.load.ChangeLog.Period;
import waybill.bench.report.Report.Verdict;

/** The verdicts on given figures. */
final class DeliveryTest {
  @Test
  void cpuIsComparedWithTheCServer() {
    var waybill = delivered("Waybill", at(5_000, 90, 9), at(20_000, 42, 2), at(40_000, 40, 6));
    var limit = delivered("C", at(5_000, 30, 9), at(20_000, 20, 9), at(40_000, 10, 9));

    var verdicts = Delivery.verdicts(waybill, Optional.of(limit));

    assertEquals(
        List.of(
            "Waybill: gaps 0, met",
            "C: gaps 0, met",
            "CPU per event at 20,000/s, of the limit's 210.0 %, met"),
        said(verdicts));
  }

  @Test
  void aRatioAboveTheTargetIsMissed() {
    var waybill = delivered("Waybill", at(20_000, 43, 2));
    var limit = delivered("C", at(20_000, 20, 2));

    var last = Delivery.verdicts(waybill, Optional.of(limit)).getLast();

    assertEquals(
        "CPU per event at 20,000/s, of the limit's 215.0 %, missed", said(List.of(last)).get(0));
  }

  @Test
  void withoutACompilerTheRatioHasNoVerdict() {
    var verdicts = Delivery.verdicts(delivered("Waybill", at(20_000, 27, 2)), Optional.empty());

    assertEquals(List.of("Waybill: gaps 0, met"), said(verdicts));
  }

  @Test
  void aRateThatWasNotMeasuredHasNoVerdict() {
    var waybill = delivered("Waybill", at(1_000, 90, 9));
    var limit = delivered("C", at(1_000, 10, 1));

    assertEquals(
        List.of("Waybill: gaps 0, met", "C: gaps 0, met"),
        said(Delivery.verdicts(waybill, Optional.of(limit))));
  }

  private static DeliveryResult delivered(String server, DeliveryResult.AtRate... steps) {
    var checks = List.of(Checks.none("gaps", 0));
    return new DeliveryResult(server, Arrays.asList(steps), checks);
  }

  /** Ten seconds of a rate: microseconds of CPU for each event, and its latency. */
  private static DeliveryResult.AtRate at(int rate, int cpu, int millis) {
    long events = 10L * rate;
    var toPage = new Histogram(3);
    toPage.recordValue(TimeUnit.MILLISECONDS.toNanos(millis));
    var seen = new Period(toPage, new Histogram(3), events, 0);
    return new DeliveryResult.AtRate(
        rate, new LoadStep("", seen, 10, events * (double) cpu, 0), 600);
  }

  private static List<String> said(List<Verdict> verdicts) {
    return verdicts.stream()
        .map(v -> v.what() + " " + v.measured() + (v.met() ? ", met" : ", missed"))
        .toList();
  }
}
