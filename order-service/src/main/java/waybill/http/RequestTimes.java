package waybill.http;

import java.time.Duration;

/**
 * How long a client may take to say something.
 *
 * @param request from the first byte of a request to the end of its headers
 * @param body for its body; one second more for each {@link #BYTES_A_SECOND} bytes that came
 * @param idle for the first byte of the next request, or of the first one
 */
public record RequestTimes(Duration request, Duration body, Duration idle) {
  /** Slower than a bad telephone line, so that a large upload is not cut while it moves. */
  static final int BYTES_A_SECOND = 32 * 1024;
}
