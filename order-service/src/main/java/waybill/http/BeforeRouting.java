package waybill.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.helidon.common.buffers.DataReader.InsufficientDataAvailableException;
import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.DirectHandlers;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Answers what is refused before any route is asked: a bad request line, bad headers, a body that
 * is too large.
 */
final class BeforeRouting implements DirectHandler {
  private BeforeRouting() {}

  static DirectHandlers handlers() {
    var handlers = DirectHandlers.builder();
    for (var type : EventType.values()) {
      handlers.addHandler(type, new BeforeRouting());
    }
    return handlers.build();
  }

  /**
   * Whoever leaves within the head of a request is no error of ours: Helidon would log a stack
   * trace for each.
   */
  @Override
  public TransportResponse handle(
      TransportRequest request,
      EventType type,
      Status status,
      ServerResponseHeaders headers,
      Throwable thrown,
      System.@Nullable Logger logger) {
    if (thrown.getCause() instanceof InsufficientDataAvailableException) {
      throw new CloseConnectionException("the client left within its request", thrown);
    }
    return DirectHandler.super.handle(
        request, type, meant(status, thrown), headers, thrown, logger);
  }

  private static Status meant(Status status, Throwable thrown) {
    if (isTooLong(thrown)) {
      return Framing.HEAD_TOO_LARGE;
    }
    // a method that is no token; what fails in a route does not come here
    return thrown.getCause() instanceof IllegalArgumentException ? Status.BAD_REQUEST_400 : status;
  }

  /** Helidon calls headers above their limit malformed. */
  private static boolean isTooLong(Throwable thrown) {
    return thrown.getCause() instanceof IllegalStateException
        && "Header size exceeded".equals(thrown.getMessage());
  }

  @Override
  public TransportResponse handle(
      TransportRequest request,
      EventType type,
      Status status,
      ServerResponseHeaders headers,
      String message) {
    var problem =
        switch (status.code()) {
          case 400 -> Problem.malformed("The request is not valid HTTP.");
          case 413 -> Problem.tooLarge("The body, or a chunk of it, is too large.");
          default -> Problem.ofStatus(status.code(), status.reasonPhrase());
        };
    new SecurityHeaders(false).addTo(headers);
    return TransportResponse.builder()
        .status(status)
        .headers(headers)
        .header(HeaderNames.CONTENT_TYPE, Problems.MEDIA_TYPE)
        .entity(problem.json())
        .build();
  }

  /** The whole answer to a request that did not come in time; nobody else speaks here any more. */
  static byte[] timedOut() {
    var json = Problem.timedOut().json();
    var head =
        """
        HTTP/1.1 408 Request Timeout
        Content-Type: %s
        Content-Length: %d
        Cache-Control: no-store
        X-Content-Type-Options: nosniff
        Connection: close

        """
            .formatted(Problems.MEDIA_TYPE, json.length)
            .replace("\n", "\r\n")
            .getBytes(US_ASCII);
    var answer = Arrays.copyOf(head, head.length + json.length);
    System.arraycopy(json, 0, answer, head.length, json.length);
    return answer;
  }
}
