package waybill.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
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

  @Override
  public TransportResponse handle(
      TransportRequest request,
      EventType type,
      Status said,
      ServerResponseHeaders headers,
      @Nullable String message) {
    var status = meant(said, type, message);
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

  /**
   * Helidon 4.5.0 calls headers above their limit malformed, and takes a method that is no token
   * for an error of its own.
   */
  private static Status meant(Status said, EventType type, @Nullable String message) {
    if ("Header size exceeded".equals(message)) {
      return Framing.HEAD_TOO_LARGE;
    }
    return type == EventType.INTERNAL_ERROR && OpenConnection.readsRequestLine()
        ? Status.BAD_REQUEST_400
        : said;
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
