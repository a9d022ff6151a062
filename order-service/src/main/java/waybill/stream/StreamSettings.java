package waybill.stream;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** How streams behave in time: the settings {@code waybill.stream.*}. */
public record StreamSettings(Duration ping, Duration stall, Duration age, Duration drain) {
  /** How long the service needs, after its streams have ended, to stop and to start again. */
  private static final Duration RESTART = Duration.ofSeconds(5);

  /** How long a client waits before it comes back; random, so that they do not come all at once. */
  static Duration pause() {
    return Duration.ofMillis(ThreadLocalRandom.current().nextLong(2000, 8001));
  }

  /** How long it waits after this end. */
  Duration pauseAfter(EndReason reason) {
    return reason == EndReason.SHUTDOWN ? drain.plus(RESTART).plus(pause()) : pause();
  }

  /** A random part of a duration, at least four fifths: streams that began together drift apart. */
  static long jittered(Duration duration) {
    long nanos = duration.toNanos();
    return ThreadLocalRandom.current().nextLong(nanos * 4 / 5, nanos + 1);
  }
}
