package waybill.edge;

import java.time.Duration;
import java.util.stream.Stream;

/**
 * How long a client may take.
 *
 * @param request from the first byte of a request to the end of its headers
 * @param body for its body; one second more for each {@link #MIN_BYTES_PER_SECOND} bytes received
 * @param idle from the end of a request, or from the start, to the first byte of the next one
 * @param stall without a byte of a body received, or a piece of an answer sent
 */
public record RequestTimes(Duration request, Duration body, Duration idle, Duration stall) {
  /** Slower than a bad telephone line, so that a large upload that makes progress is not cut. */
  static final int MIN_BYTES_PER_SECOND = 32 * 1024;

  Duration checkPeriod() {
    long shortest =
        Stream.of(request, body, idle, stall).mapToLong(Duration::toMillis).min().orElseThrow();
    return Duration.ofMillis(Math.clamp(shortest / 10, 10, 1000));
  }
}
