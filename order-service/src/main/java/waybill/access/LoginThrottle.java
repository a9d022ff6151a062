package waybill.access;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Slows down guessing, by whatever the guesses have in common. The first {@value #FREE} failures
 * cost nothing; from then on each doubles the pause, up to a limit. A quiet quarter of an hour is
 * forgiven. Safe for use by many threads.
 *
 * <p>An attempt counts as failed until it has succeeded, so that many at once are no way round. At
 * most {@value #MOST} names are remembered; the one that was quiet for longest is forgotten first.
 */
final class LoginThrottle {
  static final int FREE = 10;
  private static final int MOST = 20_000;
  private static final Duration FORGIVEN = Duration.ofMinutes(15);
  private static final Duration FIRST = Duration.ofMillis(500);

  private record Failures(int count, Instant last, Instant notBefore) {}

  private final Duration longest;
  private final InstantSource clock;
  private final Map<String, Failures> byName = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * @param longest pause
   */
  LoginThrottle(Duration longest, InstantSource clock) {
    this.longest = longest;
    this.clock = clock;
  }

  /** Begins an attempt, unless it is too early: then the time to wait, and nothing is counted. */
  synchronized Duration begin(String name) {
    var now = clock.instant();
    var failures = failures(name, now);
    if (failures.notBefore().isAfter(now)) {
      return Duration.between(now, failures.notBefore());
    }
    int count = failures.count() + 1;
    remember(name, new Failures(count, now, now.plus(pause(count))));
    return Duration.ZERO;
  }

  /** Takes back one attempt, which was none of guessing; the others still count. */
  synchronized void succeeded(String name) {
    byName.computeIfPresent(
        name,
        (_, failures) ->
            failures.count() > 1
                ? new Failures(failures.count() - 1, failures.last(), failures.last())
                : null);
  }

  /** Counts an attempt that is delayed, not refused; returns the delay. */
  synchronized Duration count(String name) {
    var now = clock.instant();
    int before = failures(name, now).count();
    remember(name, new Failures(before + 1, now, now));
    return pause(before);
  }

  private void remember(String name, Failures failures) {
    byName.put(name, failures);
    if (byName.size() > MOST) {
      byName.remove(byName.keySet().iterator().next());
    }
  }

  private Failures failures(String name, Instant now) {
    var known = byName.get(name);
    return known == null || known.last().plus(FORGIVEN).isBefore(now)
        ? new Failures(0, now, now)
        : known;
  }

  private Duration pause(int failures) {
    if (failures < FREE) {
      return Duration.ZERO;
    }
    var pause = FIRST.multipliedBy(1L << Math.min(failures - FREE, 20));
    return pause.compareTo(longest) < 0 ? pause : longest;
  }
}
