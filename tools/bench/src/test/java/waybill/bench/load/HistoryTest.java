package waybill.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static waybill.bench.load.History.Verdict.DUPLICATE;
import static waybill.bench.load.History.Verdict.GAP;
import static waybill.bench.load.History.Verdict.NEXT;
import static waybill.bench.load.History.Verdict.OTHER_EPOCH;

import org.junit.jupiter.api.Test;

final class HistoryTest {
  private final History history = new History();

  @Test
  void beforeItsFirstReadyAPageHasNoCursor() {
    assertEquals("", history.cursor());
  }

  @Test
  void theFirstReadyBeginsTheHistory() {
    assertEquals(NEXT, history.ready("k3-57"));

    assertEquals("k3-57", history.cursor());
  }

  @Test
  void aHistoryMayBeginAtNothing() {
    assertEquals(NEXT, history.ready("k3-0"));
    assertEquals(NEXT, history.change("k3-1"));
  }

  @Test
  void afterEachNumberComesTheNext() {
    history.ready("k3-57");

    assertEquals(NEXT, history.change("k3-58"));
    assertEquals(NEXT, history.change("k3-59"));
    assertEquals("k3-59", history.cursor());
  }

  @Test
  void aNumberThatIsLeftOutIsAGapAndTheHistoryGoesOnAfterIt() {
    history.ready("k3-57");

    assertEquals(GAP, history.change("k3-59"));
    assertEquals(NEXT, history.change("k3-60"));
  }

  @Test
  void whatComesAfterItsSuccessorIsNoLongerNext() {
    history.ready("k3-57");
    history.change("k3-59");

    assertEquals(DUPLICATE, history.change("k3-58"));
    assertEquals("k3-59", history.cursor());
  }

  @Test
  void aNumberThatComesAgainIsADuplicate() {
    history.ready("k3-57");
    history.change("k3-58");

    assertEquals(DUPLICATE, history.change("k3-58"));
    assertEquals(DUPLICATE, history.change("k3-57"));
    assertEquals(NEXT, history.change("k3-59"));
  }

  @Test
  void aChangeOfAnotherEpochIsSeenAndGoneOnFrom() {
    history.ready("k3-57");

    assertEquals(OTHER_EPOCH, history.change("m8-58"));
    assertEquals("m8-58", history.cursor());
    assertEquals(NEXT, history.change("m8-59"));
  }

  @Test
  void aChangeBeforeAnythingElseBelongsToNoHistory() {
    assertEquals(OTHER_EPOCH, history.change("k3-1"));
  }

  @Test
  void resumedAPageIsReadyWhereItsMissedEventsEnd() {
    history.ready("k3-57");
    history.change("k3-58");

    assertEquals(NEXT, history.change("k3-59"));
    assertEquals(NEXT, history.ready("k3-59"));
  }

  @Test
  void aReadyThatIsAheadHasLeftSomethingOut() {
    history.ready("k3-57");

    assertEquals(GAP, history.ready("k3-58"));
    assertEquals(NEXT, history.change("k3-59"));
  }

  @Test
  void aReadyThatIsBehindDoesNotTakeTheHistoryBack() {
    history.ready("k3-57");

    assertEquals(DUPLICATE, history.ready("k3-56"));
    assertEquals("k3-57", history.cursor());
  }

  @Test
  void aReadyOfAnotherEpochIsSeenWhateverItsNumber() {
    history.ready("k3-57");

    assertEquals(OTHER_EPOCH, history.ready("m8-57"));
    assertEquals("m8-57", history.cursor());
    assertEquals(NEXT, history.change("m8-58"));
  }

  @Test
  void aResetBeginsTheHistoryAnew() {
    history.ready("k3-57");

    history.reset("m8-3");

    assertEquals("m8-3", history.cursor());
    assertEquals(NEXT, history.ready("m8-3"));
    assertEquals(NEXT, history.change("m8-4"));
  }
}
