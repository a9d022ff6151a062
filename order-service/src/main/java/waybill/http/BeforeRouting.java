package waybill.http;

import io.helidon.common.buffers.DataReader.InsufficientDataAvailableException;
import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.DirectHandlers;
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
    return DirectHandler.super.handle(request, type, status, headers, thrown, logger);
  }

  @Override
  public TransportResponse handle(
      TransportRequest request,
      EventType type,
      Status status,
      ServerResponseHeaders headers,
      String message) {
    var problem =
        status.code() == 400
            ? Problem.malformed("The request is not valid HTTP.")
            : Problem.ofStatus(status.code(), status.reasonPhrase());
    new SecurityHeaders(false).addTo(headers);
    return TransportResponse.builder()
        .status(status)
        .headers(headers)
        .header(HeaderNames.CONTENT_TYPE, Problems.MEDIA_TYPE)
        .entity(problem.json())
        .build();
  }
}
