package waybill.stream;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import waybill.Seeds;

final class ResequencerTest {

  @Test
  void whatIsNextIsHandedOnAtOnce() {
    var resequencer = new Resequencer(57);

    var frames = resequencer.accept(mail(58, 59));

    assertEquals(List.of(58L, 59L), numbers(frames));
    assertEquals(59, resequencer.last());
    assertFalse(resequencer.hasGap());
  }

  @Test
  void whatWasSeenIsDropped() {
    var resequencer = new Resequencer(57);

    var frames = resequencer.accept(mail(56, 57, 58, 58, 57));

    assertEquals(List.of(58L), numbers(frames));
    assertFalse(resequencer.hasGap());
  }

  @Test
  void whatIsAheadWaitsForItsPredecessor() {
    var resequencer = new Resequencer(0);

    var early = resequencer.accept(mail(3, 2));
    boolean waited = resequencer.hasGap();
    var frames = resequencer.accept(mail(1));

    assertEquals(List.of(), numbers(early));
    assertTrue(waited);
    assertEquals(List.of(1L, 2L, 3L), numbers(frames));
    assertFalse(resequencer.hasGap());
  }

  @Test
  void whatTheLogHasSentDoesNotComeAgain() {
    var resequencer = new Resequencer(0);
    resequencer.accept(mail(3, 5));

    resequencer.continueAfter(4);

    assertFalse(resequencer.hasGap());
    assertEquals(List.of(5L, 6L), numbers(resequencer.accept(mail(3, 4, 5, 6))));
  }

  @Test
  void noMoreThanAMailboxfulWaitsAhead() {
    var resequencer = new Resequencer(0);

    resequencer.accept(mail(LongStream.rangeClosed(2, 10_000).toArray()));
    var frames = resequencer.accept(mail(1));

    assertEquals(1 + Mailbox.CAPACITY, frames.size());
  }

  /** The bus may do what it likes: with the log as the last word, each event comes once. */
  @Test
  void anyMixOfLossDoublingAndDisorderBecomesOneUnbrokenSequence() {
    Seeds.each(
        1000,
        random -> {
          long first = random.nextLong(1000);
          long head = first + random.nextLong(400);

          var handedOn = afterAnUnreliableBus(random, first, head);

          assertEquals(LongStream.rangeClosed(first + 1, head).boxed().toList(), handedOn);
        });
  }

  private static List<Long> afterAnUnreliableBus(RandomGenerator random, long first, long head) {
    var resequencer = new Resequencer(first);
    var handedOn = new ArrayList<Long>();
    var underWay = new ArrayList<SequencedFrame>();
    for (long committed = first; committed <= head; committed += 1 + random.nextInt(30)) {
      underWay.addAll(whatTheBusMakesOf(random, first, committed));
      while (!underWay.isEmpty() && random.nextInt(4) > 0) {
        var batch = underWay.subList(0, 1 + random.nextInt(underWay.size()));
        handedOn.addAll(numbers(resequencer.accept(batch)));
        batch.clear();
      }
      if (random.nextInt(3) == 0) {
        readLog(resequencer, committed, handedOn);
      }
    }
    readLog(resequencer, head, handedOn);
    handedOn.addAll(numbers(resequencer.accept(underWay)));
    return handedOn;
  }

  /** Some of what is committed, some of it twice, in any order. */
  private static List<SequencedFrame> whatTheBusMakesOf(
      RandomGenerator random, long first, long committed) {
    var mail = new ArrayList<SequencedFrame>();
    for (long number = Math.max(1, first - 5); number <= committed; number++) {
      for (int copies = random.nextInt(3); copies > 0; copies--) {
        mail.addAll(mail(number));
      }
    }
    if (random.nextBoolean()) {
      Collections.shuffle(mail, Random.from(random));
    }
    return mail;
  }

  private static void readLog(Resequencer resequencer, long head, List<Long> handedOn) {
    for (long number = resequencer.last() + 1; number <= head; number++) {
      handedOn.add(number);
    }
    resequencer.continueAfter(Math.max(head, resequencer.last()));
  }

  private static List<SequencedFrame> mail(long... numbers) {
    return Arrays.stream(numbers)
        .mapToObj(number -> new SequencedFrame(number, Long.toString(number).getBytes(US_ASCII)))
        .toList();
  }

  private static List<Long> numbers(List<byte[]> frames) {
    return frames.stream().map(frame -> Long.valueOf(new String(frame, US_ASCII))).toList();
  }
}
