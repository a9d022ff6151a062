package waybill.throttle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import waybill.access.Clock;

/** A guesser waits longer and longer, and other callers do not wait. */
final class ThrottleTest {
  private static final Duration MAX_PAUSE = Duration.ofMinutes(1);

  private final Clock clock = new Clock();
  private final Throttle attempts = new Throttle(MAX_PAUSE, clock);

  private void fail(int times) {
    for (int i = 0; i < times; i++) {
      for (var wait = attempts.begin("eve"); wait.isPositive(); wait = attempts.begin("eve")) {
        clock.pass(wait);
      }
    }
  }

  @Test
  void theFirstFailuresAreFreeAndEachLaterOneDoublesThePauseUpToALimit() {
    fail(Throttle.FREE_FAILURES - 1);
    var pauses = new ArrayList<Long>();
    for (int i = 0; i < 9; i++) {
      fail(1);
      pauses.add(attempts.begin("eve").toMillis());
    }

    assertEquals(
        List.of(500L, 1_000L, 2_000L, 4_000L, 8_000L, 16_000L, 32_000L, 60_000L, 60_000L), pauses);
  }

  @Test
  void theTimeToWaitIsExactAndAskingDoesNotProlongIt() {
    fail(Throttle.FREE_FAILURES + 4);
    var wait = attempts.begin("eve");

    clock.pass(wait.minusMillis(1));
    assertEquals(Duration.ofMillis(1), attempts.begin("eve"));
    clock.pass(Duration.ofMillis(1));
    assertEquals(Duration.ZERO, attempts.begin("eve"));
  }

  @Test
  void manyAttemptsAtOnceGainNothing() {
    long begun = 0;
    for (int i = 0; i < 1_000; i++) {
      begun += attempts.begin("eve").isZero() ? 1 : 0;
    }

    assertEquals(Throttle.FREE_FAILURES, begun);
  }

  @Test
  void aSuccessBetweenGuessesForgivesNoGuess() {
    long guesses = 0;
    for (var start = clock.instant();
        Duration.between(start, clock.instant()).compareTo(Duration.ofHours(1)) < 0;
        clock.pass(Duration.ofMillis(100))) {
      if (attempts.begin("eve").isZero()) {
        attempts.takeBack("eve");
      }
      guesses += attempts.begin("eve").isZero() ? 1 : 0;
    }

    assertTrue(guesses < Throttle.FREE_FAILURES + 7 + 60, "guesses in an hour: " + guesses);
  }

  @Test
  void failuresAreForgottenAfterAQuietQuarterOfAnHour() {
    fail(Throttle.FREE_FAILURES + 10);

    clock.pass(Duration.ofMinutes(15).plusMillis(1));

    fail(Throttle.FREE_FAILURES - 1);
    assertEquals(Duration.ZERO, attempts.begin("eve"));
  }

  @Test
  void otherNamesDoNotWait() {
    fail(Throttle.FREE_FAILURES + 10);

    assertEquals(Duration.ZERO, attempts.begin("ada"));
    assertEquals(Duration.ZERO, attempts.count("ada"));
  }

  @Test
  void anAccountThatIsGuessedAtIsDelayedAtMostTwoSeconds() {
    var slow = new Throttle(Duration.ofSeconds(2), clock);
    for (int i = 0; i < 10_000; i++) {
      slow.count("ada");
    }

    assertEquals(Duration.ofSeconds(2), slow.count("ada"));
  }

  /** A hundred times as many names as are remembered do not make the heap larger. */
  @Test
  void inventedNamesFillNoMemoryAndANameInUseIsNotForgotten() {
    fail(Throttle.FREE_FAILURES + 20);
    long before = used();
    var wait = attempts.begin("eve");
    for (int i = 0; i < 2_000_000; i++) {
      attempts.count("invented " + i);
      if (i % 10_000 == 0) {
        wait = attempts.begin("eve");
      }
    }

    assertTrue(wait.isPositive());
    assertTrue(used() - before < 20_000_000, "bytes kept: " + (used() - before));
  }

  private static long used() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
