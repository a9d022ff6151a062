package waybill.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static waybill.bench.load.SequenceCheck.Result.DUPLICATE;
import static waybill.bench.load.SequenceCheck.Result.GAP;
import static waybill.bench.load.SequenceCheck.Result.NEXT;
import static waybill.bench.load.SequenceCheck.Result.OTHER_EPOCH;

import org.junit.jupiter.api.Test;

final class SequenceCheckTest {
  private final SequenceCheck sequence = new SequenceCheck();

  @Test
  void beforeItsFirstReadyAPageHasNoCursor() {
    assertEquals("", sequence.cursor());
  }

  @Test
  void theFirstReadyBeginsTheSequence() {
    assertEquals(NEXT, sequence.ready("k3-57"));

    assertEquals("k3-57", sequence.cursor());
  }

  @Test
  void aSequenceMayBeginAtZero() {
    assertEquals(NEXT, sequence.ready("k3-0"));
    assertEquals(NEXT, sequence.change("k3-1"));
  }

  @Test
  void consecutiveNumbersAreNext() {
    sequence.ready("k3-57");

    assertEquals(NEXT, sequence.change("k3-58"));
    assertEquals(NEXT, sequence.change("k3-59"));
    assertEquals("k3-59", sequence.cursor());
  }

  @Test
  void aMissingNumberIsAGapAndTheSequenceContinuesAfterIt() {
    sequence.ready("k3-57");

    assertEquals(GAP, sequence.change("k3-59"));
    assertEquals(NEXT, sequence.change("k3-60"));
  }

  @Test
  void aNumberAfterItsSuccessorIsADuplicate() {
    sequence.ready("k3-57");
    sequence.change("k3-59");

    assertEquals(DUPLICATE, sequence.change("k3-58"));
    assertEquals("k3-59", sequence.cursor());
  }

  @Test
  void aNumberThatComesAgainIsADuplicate() {
    sequence.ready("k3-57");
    sequence.change("k3-58");

    assertEquals(DUPLICATE, sequence.change("k3-58"));
    assertEquals(DUPLICATE, sequence.change("k3-57"));
    assertEquals(NEXT, sequence.change("k3-59"));
  }

  @Test
  void afterAChangeOfAnotherEpochTheSequenceContinuesThere() {
    sequence.ready("k3-57");

    assertEquals(OTHER_EPOCH, sequence.change("m8-58"));
    assertEquals("m8-58", sequence.cursor());
    assertEquals(NEXT, sequence.change("m8-59"));
  }

  @Test
  void aChangeBeforeTheFirstReadyIsOfAnotherEpoch() {
    assertEquals(OTHER_EPOCH, sequence.change("k3-1"));
  }

  @Test
  void aResumedPageIsReadyAfterItsMissedEvents() {
    sequence.ready("k3-57");
    sequence.change("k3-58");

    assertEquals(NEXT, sequence.change("k3-59"));
    assertEquals(NEXT, sequence.ready("k3-59"));
  }

  @Test
  void aReadyAheadOfTheSequenceIsAGap() {
    sequence.ready("k3-57");

    assertEquals(GAP, sequence.ready("k3-58"));
    assertEquals(NEXT, sequence.change("k3-59"));
  }

  @Test
  void aReadyBehindTheSequenceDoesNotMoveItBack() {
    sequence.ready("k3-57");

    assertEquals(DUPLICATE, sequence.ready("k3-56"));
    assertEquals("k3-57", sequence.cursor());
  }

  @Test
  void aReadyOfAnotherEpochIsReportedForAnyNumber() {
    sequence.ready("k3-57");

    assertEquals(OTHER_EPOCH, sequence.ready("m8-57"));
    assertEquals("m8-57", sequence.cursor());
    assertEquals(NEXT, sequence.change("m8-58"));
  }

  @Test
  void aResetBeginsANewSequence() {
    sequence.ready("k3-57");

    sequence.reset("m8-3");

    assertEquals("m8-3", sequence.cursor());
    assertEquals(NEXT, sequence.ready("m8-3"));
    assertEquals(NEXT, sequence.change("m8-4"));
  }
}
