package waybill.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

final class ChangeLogTest {
  private static final int ADA = 0;
  private static final int GRACE = 1;

  private final ChangeLog changeLog = new ChangeLog(2);

  @Test
  void anAcknowledgedChangeIsMissingUntilEachPageSawIt() {
    changeLog.watches(ADA, 2);
    int change = changeLog.due(ADA, 0);

    changeLog.acknowledged(change, millis(1));
    assertEquals(2, changeLog.missing());

    changeLog.arrived(change, ADA, millis(2));
    assertEquals(1, changeLog.missing());

    changeLog.arrived(change, ADA, millis(2));
    assertEquals(0, changeLog.missing());
    assertEquals(0, changeLog.arrivedTwice());
  }

  @Test
  void aSecondArrivalDoesNotReplaceAMissingChange() {
    changeLog.watches(ADA, 1);
    int first = changeLog.due(ADA, 0);
    int second = changeLog.due(ADA, 0);
    changeLog.acknowledged(first, 1);
    changeLog.acknowledged(second, 1);

    changeLog.arrived(first, ADA, 2);
    changeLog.arrived(first, ADA, 2);

    assertEquals(1, changeLog.missing());
    assertEquals(1, changeLog.arrivedTwice());
  }

  @Test
  void onlyAnAcknowledgedChangeCanBeMissing() {
    changeLog.watches(ADA, 1);
    changeLog.due(ADA, 0);
    changeLog.due(ADA, 0);
    changeLog.due(ADA, 0);

    changeLog.addRefused();
    changeLog.addUnanswered();

    assertEquals(0, changeLog.missing());
    assertEquals(1, changeLog.refusals());
    assertEquals(1, changeLog.unanswered());
    assertEquals(0, changeLog.acknowledgements());
  }

  @Test
  void aCertainChangeIsMissingWithoutAnAcknowledgement() {
    changeLog.watches(ADA, 1);
    int change = changeLog.dueAndAcknowledged(ADA, 0);
    assertEquals(1, changeLog.missing());

    changeLog.arrived(change, ADA, 1);

    assertEquals(0, changeLog.missing());
    assertEquals(0, changeLog.take().answered());
  }

  @Test
  void aChangeWithoutPagesIsNeverMissing() {
    changeLog.watches(GRACE, 1);

    changeLog.acknowledged(changeLog.due(ADA, 0), 1);

    assertEquals(0, changeLog.missing());
  }

  @Test
  void anotherCustomersChangeIsMisdeliveredAndNotDelivered() {
    changeLog.watches(ADA, 1);
    int change = changeLog.due(ADA, 0);
    changeLog.acknowledged(change, 1);

    changeLog.arrived(change, GRACE, 2);

    assertEquals(1, changeLog.misdelivered());
    assertEquals(1, changeLog.missing());
    assertEquals(0, changeLog.take().delivered());
  }

  @Test
  void anUnknownChangeIsMisdelivered() {
    changeLog.due(ADA, 0);

    changeLog.arrived(-1, ADA, 1);
    changeLog.arrived(1, ADA, 1);
    changeLog.arrived(1L << 32, ADA, 1);

    assertEquals(3, changeLog.misdelivered());
  }

  @Test
  void latencyCountsFromWhenTheChangeWasDue() {
    int change = changeLog.due(ADA, millis(1000));

    changeLog.acknowledged(change, millis(1020));
    changeLog.arrived(change, ADA, millis(1050));

    var period = changeLog.take();
    assertOnly(20, period.toAnswer());
    assertOnly(50, period.toPage());
  }

  @Test
  void aLatencyAboveTheLimitIsRecordedAsTheLimit() {
    int change = changeLog.due(ADA, 0);

    changeLog.arrived(change, ADA, TimeUnit.HOURS.toNanos(1));

    assertOnly(TimeUnit.MINUTES.toMillis(10), changeLog.take().toPage());
  }

  @Test
  void aPeriodHasOnlyItsOwnResults() {
    int change = changeLog.due(ADA, 0);
    changeLog.acknowledged(change, millis(1));
    changeLog.arrived(change, ADA, millis(2));
    changeLog.take();

    int later = changeLog.due(ADA, 0);
    changeLog.acknowledged(later, millis(30));
    changeLog.arrived(later, ADA, millis(40));
    var second = changeLog.take();
    var third = changeLog.take();

    assertEquals(1, second.answered());
    assertEquals(1, second.delivered());
    assertOnly(30, second.toAnswer());
    assertOnly(40, second.toPage());
    assertEquals(0, third.answered() + third.delivered());
    assertEquals(0, third.toAnswer().getTotalCount() + third.toPage().getTotalCount());
  }

  @Test
  void totalsCoverAllPeriods() {
    changeLog.watches(ADA, 2);
    changeLog.acknowledged(changeLog.due(ADA, 0), 1);
    changeLog.arrived(0, GRACE, 1);
    changeLog.arrived(0, ADA, 1);
    changeLog.addRefused();
    changeLog.addUnanswered();

    changeLog.take();

    assertEquals(1, changeLog.size());
    assertEquals(1, changeLog.acknowledgements());
    assertEquals(1, changeLog.missing());
    assertEquals(1, changeLog.misdelivered());
    assertEquals(1, changeLog.refusals());
    assertEquals(1, changeLog.unanswered());
  }

  @Test
  void itGrowsWithTheNumberOfChanges() {
    int many = 200_000;
    changeLog.watches(GRACE, 1);
    for (int i = 0; i < many; i++) {
      assertEquals(i, changeLog.due(i % 2, millis(i)));
      changeLog.acknowledged(i, millis(i + 1));
    }

    changeLog.arrived(many - 1, GRACE, millis(many + 6));

    assertEquals(many, changeLog.acknowledgements());
    assertEquals(many / 2 - 1, changeLog.missing());
    assertOnly(7, changeLog.take().toPage());
  }

  private static void assertOnly(long millis, Histogram histogram) {
    assertEquals(1, histogram.getTotalCount());
    assertEquals((double) millis, histogram.getMaxValue() / 1e6, millis * 0.002);
  }

  private static long millis(long millis) {
    return TimeUnit.MILLISECONDS.toNanos(millis);
  }
}
