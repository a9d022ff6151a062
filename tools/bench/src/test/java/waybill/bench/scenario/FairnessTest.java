package waybill.bench.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import waybill.bench.load.ChangeLog.Period;
import waybill.bench.report.Report.Verdict;

/** The verdicts on given figures. */
final class FairnessTest {
  @Test
  void quickChangesMeetBothTargets() {
    assertEquals(List.of(), missed(beside(100, 100, 990)));
  }

  @Test
  void aSlowChangeAmongAHundredMissesTheTarget() {
    assertEquals(List.of("p99 from due to page, searches"), missed(beside(100, 100, 1_100)));
  }

  @Test
  void aChangeWithoutAnAnswerMissesTheTarget() {
    assertEquals(List.of("changes without an answer 201, searches"), missed(beside(100, 99, 5)));
  }

  /** Two of the changes took the given time, and all others none. */
  private static Fairness.Beside beside(int due, int answered, int slowestMillis) {
    var toPage = new Histogram(3);
    toPage.recordValueWithCount(0, answered - 2);
    toPage.recordValueWithCount(TimeUnit.MILLISECONDS.toNanos(slowestMillis), 2);
    var seen = new Period(toPage, new Histogram(3), answered, answered);
    return new Fairness.Beside(new LoadStep("searches", seen, 10, 0, 0), due, 0, 0);
  }

  private static List<String> missed(Fairness.Beside beside) {
    return Fairness.verdicts(List.of(beside)).stream()
        .filter(verdict -> !verdict.met())
        .map(Verdict::what)
        .toList();
  }
}
