package waybill.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

final class JournalTest {
  private static final int ADA = 0;
  private static final int GRACE = 1;

  private final Journal journal = new Journal(2);

  @Test
  void anAcknowledgedChangeIsMissingUntilEachPageSawIt() {
    journal.watches(ADA, 2);
    int change = journal.due(ADA, 0);

    journal.acknowledged(change, millis(1));
    assertEquals(2, journal.missing());

    journal.arrived(change, ADA, millis(2));
    assertEquals(1, journal.missing());

    journal.arrived(change, ADA, millis(2));
    assertEquals(0, journal.missing());
    assertEquals(0, journal.arrivedTwice());
  }

  @Test
  void whatOnePageSawTooOftenDoesNotMakeUpForAnotherChange() {
    journal.watches(ADA, 1);
    int first = journal.due(ADA, 0);
    int second = journal.due(ADA, 0);
    journal.acknowledged(first, 1);
    journal.acknowledged(second, 1);

    journal.arrived(first, ADA, 2);
    journal.arrived(first, ADA, 2);

    assertEquals(1, journal.missing());
    assertEquals(1, journal.arrivedTwice());
  }

  @Test
  void onlyAnAcknowledgedChangeCanBeMissing() {
    journal.watches(ADA, 1);
    journal.due(ADA, 0);
    journal.due(ADA, 0);
    journal.due(ADA, 0);

    journal.refused();
    journal.inDoubt();

    assertEquals(0, journal.missing());
    assertEquals(1, journal.refusals());
    assertEquals(1, journal.doubts());
    assertEquals(0, journal.acknowledgements());
  }

  @Test
  void aChangeThatIsSureToHappenIsMissingWithoutAnAnswer() {
    journal.watches(ADA, 1);
    int change = journal.sure(ADA, 0);
    assertEquals(1, journal.missing());

    journal.arrived(change, ADA, 1);

    assertEquals(0, journal.missing());
    assertEquals(0, journal.take().answered());
  }

  @Test
  void nobodyMissesAChangeThatNobodyWatches() {
    journal.watches(GRACE, 1);

    journal.acknowledged(journal.due(ADA, 0), 1);

    assertEquals(0, journal.missing());
  }

  @Test
  void anotherCustomersChangeIsAStrangerAndCountsAsNothingElse() {
    journal.watches(ADA, 1);
    int change = journal.due(ADA, 0);
    journal.acknowledged(change, 1);

    journal.arrived(change, GRACE, 2);

    assertEquals(1, journal.strangers());
    assertEquals(1, journal.missing());
    assertEquals(0, journal.take().delivered());
  }

  @Test
  void aNumberThatNobodyMadeIsAStranger() {
    journal.due(ADA, 0);

    journal.arrived(-1, ADA, 1);
    journal.arrived(1, ADA, 1);
    journal.arrived(1L << 32, ADA, 1);

    assertEquals(3, journal.strangers());
  }

  @Test
  void latencyCountsFromWhenTheChangeWasDue() {
    int change = journal.due(ADA, millis(1000));

    journal.acknowledged(change, millis(1020));
    journal.arrived(change, ADA, millis(1050));

    var stretch = journal.take();
    assertOnly(20, stretch.toAnswer());
    assertOnly(50, stretch.toPage());
  }

  @Test
  void aLatencyThatNoHistogramHoldsIsItsHighest() {
    int change = journal.due(ADA, 0);

    journal.arrived(change, ADA, TimeUnit.HOURS.toNanos(1));

    assertOnly(TimeUnit.MINUTES.toMillis(10), journal.take().toPage());
  }

  @Test
  void aStretchHasOnlyWhatHappenedInIt() {
    int change = journal.due(ADA, 0);
    journal.acknowledged(change, millis(1));
    journal.arrived(change, ADA, millis(2));
    journal.take();

    int later = journal.due(ADA, 0);
    journal.acknowledged(later, millis(30));
    journal.arrived(later, ADA, millis(40));
    var second = journal.take();
    var third = journal.take();

    assertEquals(1, second.answered());
    assertEquals(1, second.delivered());
    assertOnly(30, second.toAnswer());
    assertOnly(40, second.toPage());
    assertEquals(0, third.answered() + third.delivered());
    assertEquals(0, third.toAnswer().getTotalCount() + third.toPage().getTotalCount());
  }

  @Test
  void theTotalsGoOnOverAllStretches() {
    journal.watches(ADA, 2);
    journal.acknowledged(journal.due(ADA, 0), 1);
    journal.arrived(0, GRACE, 1);
    journal.arrived(0, ADA, 1);
    journal.refused();
    journal.inDoubt();

    journal.take();

    assertEquals(1, journal.size());
    assertEquals(1, journal.acknowledgements());
    assertEquals(1, journal.missing());
    assertEquals(1, journal.strangers());
    assertEquals(1, journal.refusals());
    assertEquals(1, journal.doubts());
  }

  @Test
  void itHasRoomForAsManyChangesAsThereAre() {
    int many = 200_000;
    journal.watches(GRACE, 1);
    for (int i = 0; i < many; i++) {
      assertEquals(i, journal.due(i % 2, millis(i)));
      journal.acknowledged(i, millis(i + 1));
    }

    journal.arrived(many - 1, GRACE, millis(many + 6));

    assertEquals(many, journal.acknowledgements());
    assertEquals(many / 2 - 1, journal.missing());
    assertOnly(7, journal.take().toPage());
  }

  private static void assertOnly(long millis, Histogram histogram) {
    assertEquals(1, histogram.getTotalCount());
    assertEquals((double) millis, histogram.getMaxValue() / 1e6, millis * 0.002);
  }

  private static long millis(long millis) {
    return TimeUnit.MILLISECONDS.toNanos(millis);
  }
}
