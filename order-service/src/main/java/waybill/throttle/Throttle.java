package waybill.throttle;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Slows down what fails again and again. Attempts are counted by a name that they have in common.
 * The first {@value #FREE_FAILURES} failures cost nothing; each later one doubles the pause, up to
 * a limit. A quarter of an hour without an attempt, and all is forgotten. An attempt counts as
 * failed until it is taken back, so many at once gain nothing. Of the {@value #MAX_NAMES} names
 * that are remembered, the one used longest ago is forgotten first. Safe for use by many threads.
 */
public final class Throttle {
  public static final int FREE_FAILURES = 10;
  private static final int MAX_NAMES = 20_000;
  static final Duration MEMORY = Duration.ofMinutes(15);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);

  private record Failures(int count, Instant last, Instant notBefore) {}

  private final Duration maxPause;
  private final InstantSource clock;
  private final Map<String, Failures> byName = new LinkedHashMap<>(16, 0.75f, true);

  public Throttle(Duration maxPause, InstantSource clock) {
    this.maxPause = maxPause;
    this.clock = clock;
  }

  /** Begins an attempt. If it is too early, returns the time to wait and counts nothing. */
  public synchronized Duration begin(String name) {
    var now = clock.instant();
    var failures = failures(name, now);
    if (failures.notBefore().isAfter(now)) {
      return Duration.between(now, failures.notBefore());
    }
    int count = failures.count() + 1;
    remember(name, new Failures(count, now, now.plus(pause(count))));
    return Duration.ZERO;
  }

  /** Takes back one attempt, which did not fail; the others still count. */
  public synchronized void takeBack(String name) {
    byName.computeIfPresent(
        name,
        (_, failures) ->
            failures.count() > 1
                ? new Failures(failures.count() - 1, failures.last(), failures.last())
                : null);
  }

  /** Counts an attempt that is delayed and never refused; returns the delay. */
  public synchronized Duration count(String name) {
    var now = clock.instant();
    int before = failures(name, now).count();
    remember(name, new Failures(before + 1, now, now));
    return pause(before);
  }

  /** How many attempts of this name have failed, or may fail yet. */
  synchronized int failures(String name) {
    return failures(name, clock.instant()).count();
  }

  /** Takes over how many attempts failed elsewhere, if they are more. */
  synchronized void failedElsewhere(String name, int count) {
    var now = clock.instant();
    if (count > failures(name, now).count()) {
      remember(name, new Failures(count, now, now.plus(pause(count))));
    }
  }

  private void remember(String name, Failures failures) {
    byName.put(name, failures);
    if (byName.size() > MAX_NAMES) {
      byName.remove(byName.keySet().iterator().next());
    }
  }

  private Failures failures(String name, Instant now) {
    var known = byName.get(name);
    return known == null || known.last().plus(MEMORY).isBefore(now)
        ? new Failures(0, now, now)
        : known;
  }

  private Duration pause(int failures) {
    if (failures < FREE_FAILURES) {
      return Duration.ZERO;
    }
    var pause = FIRST_PAUSE.multipliedBy(1L << Math.min(failures - FREE_FAILURES, 20));
    return pause.compareTo(maxPause) < 0 ? pause : maxPause;
  }
}
