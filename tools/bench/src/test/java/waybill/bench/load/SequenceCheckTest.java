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
    assertEquals(NEXT, sequence.ready("k3-c57"));

    assertEquals("k3-c57", sequence.cursor());
  }

  @Test
  void aSequenceMayBeginAtZero() {
    assertEquals(NEXT, sequence.ready("k3-c0"));
    assertEquals(NEXT, sequence.change("k3-c1"));
  }

  @Test
  void consecutiveNumbersAreNext() {
    sequence.ready("k3-c57");

    assertEquals(NEXT, sequence.change("k3-c58"));
    assertEquals(NEXT, sequence.change("k3-c59"));
    assertEquals("k3-c59", sequence.cursor());
  }

  @Test
  void aMissingNumberIsAGapAndTheSequenceContinuesAfterIt() {
    sequence.ready("k3-c57");

    assertEquals(GAP, sequence.change("k3-c59"));
    assertEquals(NEXT, sequence.change("k3-c60"));
  }

  @Test
  void aNumberAfterItsSuccessorIsADuplicate() {
    sequence.ready("k3-c57");
    sequence.change("k3-c59");

    assertEquals(DUPLICATE, sequence.change("k3-c58"));
    assertEquals("k3-c59", sequence.cursor());
  }

  @Test
  void aNumberThatComesAgainIsADuplicate() {
    sequence.ready("k3-c57");
    sequence.change("k3-c58");

    assertEquals(DUPLICATE, sequence.change("k3-c58"));
    assertEquals(DUPLICATE, sequence.change("k3-c57"));
    assertEquals(NEXT, sequence.change("k3-c59"));
  }

  @Test
  void afterAChangeOfAnotherEpochTheSequenceContinuesThere() {
    sequence.ready("k3-c57");

    assertEquals(OTHER_EPOCH, sequence.change("m8-c58"));
    assertEquals("m8-c58", sequence.cursor());
    assertEquals(NEXT, sequence.change("m8-c59"));
  }

  @Test
  void aChangeBeforeTheFirstReadyIsOfAnotherEpoch() {
    assertEquals(OTHER_EPOCH, sequence.change("k3-c1"));
  }

  @Test
  void aResumedPageIsReadyAfterItsMissedEvents() {
    sequence.ready("k3-c57");
    sequence.change("k3-c58");

    assertEquals(NEXT, sequence.change("k3-c59"));
    assertEquals(NEXT, sequence.ready("k3-c59"));
  }

  @Test
  void aReadyAheadOfTheSequenceIsAGap() {
    sequence.ready("k3-c57");

    assertEquals(GAP, sequence.ready("k3-c58"));
    assertEquals(NEXT, sequence.change("k3-c59"));
  }

  @Test
  void aReadyBehindTheSequenceDoesNotMoveItBack() {
    sequence.ready("k3-c57");

    assertEquals(DUPLICATE, sequence.ready("k3-c56"));
    assertEquals("k3-c57", sequence.cursor());
  }

  @Test
  void aReadyOfAnotherEpochIsReportedForAnyNumber() {
    sequence.ready("k3-c57");

    assertEquals(OTHER_EPOCH, sequence.ready("m8-c57"));
    assertEquals("m8-c57", sequence.cursor());
    assertEquals(NEXT, sequence.change("m8-c58"));
  }

  @Test
  void aResetBeginsANewSequence() {
    sequence.ready("k3-c57");

    sequence.reset("m8-c3");

    assertEquals("m8-c3", sequence.cursor());
    assertEquals(NEXT, sequence.ready("m8-c3"));
    assertEquals(NEXT, sequence.change("m8-c4"));
  }
}
