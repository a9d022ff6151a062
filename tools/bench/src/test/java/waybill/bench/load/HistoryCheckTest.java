package waybill.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import waybill.bench.load.HistoryCheck.Entry;

/** The check of a whole run must find each way in which a history can be wrong. */
final class HistoryCheckTest {
  private static final int ADA = 0;
  private static final int GRACE = 1;
  private static final int PAGE = 7;
  private static final Entry PLACED = new Entry(1, -1);
  private static final List<Entry> OF_GRACE = List.of(PLACED, new Entry(2, 3));

  private final ChangeLog changes = new ChangeLog(2);
  private final HistoryCheck check = new HistoryCheck();

  /** Changes 0 to 2 are Ada's, change 3 is Grace's; all but the third were acknowledged. */
  @BeforeEach
  void changes() {
    for (int customer : List.of(ADA, ADA, ADA, GRACE)) {
      int change = changes.due(customer, 0);
      if (change != 2) {
        changes.acknowledged(change, 0);
      }
    }
  }

  @Test
  void aRightHistoryHasNoFaults() {
    sees(0, 1, 2);

    assertFaults(log(0, 1, 2));
  }

  @Test
  void aChangeWithoutAnswerMayHaveHappenedOrNot() {
    sees(0, 1);

    assertFaults(log(0, 1));
  }

  @Test
  void anAcknowledgedChangeThatIsNotInTheLogIsFound() {
    sees(0);

    assertFaults(log(0), "change 1 is in the log 0 times");
  }

  @Test
  void aChangeThatIsInTheLogTwiceIsFound() {
    sees(0, 1, 1);

    assertFaults(log(0, 1, 1), "change 1 is in the log 2 times");
  }

  @Test
  void aGapInTheNumbersOfTheLogIsFound() {
    var log = List.of(PLACED, new Entry(2, 0), new Entry(4, 1));

    assertFaults(log, "customer 0 has 4 as event 3", "change 1 is in the log 0 times");
  }

  @Test
  void aChangeInTheLogOfAnotherCustomerIsFound() {
    sees(0, 1, 3);

    assertFaults(log(0, 1, 3), "customer 0 has the foreign change 3");
  }

  @Test
  void anEventThatAPageDidNotSeeIsFound() {
    sees(0);

    assertFaults(log(0, 1), "page 7 saw nothing as event 3 of customer 0, the log has change 1");
  }

  @Test
  void anEventThatAPageSawTwiceIsFound() {
    sees(0, 0, 1);

    assertFaults(log(0, 1), "page 7 saw change 0 as event 3 of customer 0, the log has change 1");
  }

  @Test
  void eventsThatAPageSawInAnotherOrderAreFound() {
    sees(1, 0);

    assertFaults(log(0, 1), "page 7 saw change 1 as event 2 of customer 0, the log has change 0");
  }

  @Test
  void anEventThatIsOnlyOnAPageIsFound() {
    sees(0, 1, 3);

    assertFaults(log(0, 1), "page 7 saw change 3 as event 4 of customer 0, the log has nothing");
  }

  private void sees(long... ofAda) {
    for (int i = 0; i < ofAda.length; i++) {
      check.saw(PAGE, ADA, 2 + i, ofAda[i]);
    }
  }

  /** Ada's log: an event before the measurement, then these changes. */
  private static List<Entry> log(long... ofAda) {
    var log = new ArrayList<>(List.of(PLACED));
    for (long change : ofAda) {
      log.add(new Entry(log.size() + 1, change));
    }
    return log;
  }

  private void assertFaults(List<Entry> ofAda, String... faults) {
    assertEquals(List.of(faults), check.faults(List.of(ofAda, OF_GRACE), changes));
  }
}
